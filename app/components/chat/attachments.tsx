import { Paperclip } from "lucide-react";
import { useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Attachments as Attached } from "./use-attachments.ts";
import { useFileDrop } from "./use-file-drop.ts";

interface AttachmentsProps {
  attachments: Attached;
  /** The form in which one writes: what is pasted there, or dropped on what stands around it, is attached. */
  form: RefObject<HTMLFormElement>;
}

/** Above the text: what is attached to it. */
export function Attachments({ attachments, form }: AttachmentsProps) {
  const { part, list, refusals, isWaiting, isBlocked } = attachments;
  const area = useFileDrop(form, attachments);
  if (!part) return null;
  const isShown = list.length > 0 || refusals.length > 0;
  return (
    <>
      {isShown && (
        <part.AttachmentList
          attachments={list}
          refusals={refusals}
          isWaiting={isWaiting}
          isBlocked={isBlocked}
          onRemove={(id) => {
            attachments.remove(id);
            form.current?.querySelector("textarea")?.focus();
          }}
          onRetry={attachments.retry}
        />
      )}
      {area && <part.DropOverlay area={area} />}
    </>
  );
}

/** Chooses files. Without a script it is a field of the form like any other. */
export function AttachButton({ onPick }: { onPick: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });

  function takeUp(): void {
    const element = input.current;
    if (!element?.files?.length) return;
    pick.current([...element.files]);
    // The same file can be chosen once more.
    element.value = "";
  }

  // What was chosen before the script ran.
  useEffect(takeUp, []);

  return (
    <label title={t("conversation.attach")} className="composer-attach">
      <input
        ref={input}
        type="file"
        name="files"
        multiple
        aria-label={t("conversation.attach")}
        onChange={takeUp}
      />
      <Paperclip size={18} aria-hidden="true" />
    </label>
  );
}
