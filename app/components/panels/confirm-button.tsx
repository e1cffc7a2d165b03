import "#app/i18n/pages/panels.ts";
import { Form } from "@remix-run/react";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";

interface ConfirmButtonProps {
  /** On the button, and again on the one that does it. */
  label: string;
  /** The button's name for those who do not see what it stands beside. */
  name?: string;
  question: string;
  lead: string;
  /** What the form sends. */
  fields: Record<string, string>;
  keep?: string;
}

/** A button that asks once more, in a popover that needs no script, before its form is sent. */
export function ConfirmButton({ label, name, question, lead, fields, keep }: ConfirmButtonProps) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <Button type="button" look="plain" popovertarget={id} aria-label={name}>
        {label}
      </Button>
      <dialog
        id={id}
        ref={dialog}
        popover="auto"
        aria-labelledby={`${id}-title`}
        className="m-auto w-[min(24rem,90vw)] rounded-floating border border-line bg-surface-raised p-5 text-ink shadow-floating"
      >
        <h3 id={`${id}-title`} className="font-semibold wrap-anywhere">
          {question}
        </h3>
        <p className="pt-1 pb-4 text-ink-muted">{lead}</p>
        <Form
          method="post"
          preventScrollReset
          className="flex flex-wrap justify-end gap-2"
          onSubmit={() => dialog.current?.hidePopover()}
        >
          {Object.entries(fields).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <Button type="button" look="plain" popovertarget={id} popovertargetaction="hide">
            {keep ?? t("panels.confirmKeep")}
          </Button>
          <Button>{label}</Button>
        </Form>
      </dialog>
    </>
  );
}
