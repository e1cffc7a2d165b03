import { Link, useNavigate } from "@remix-run/react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/message-actions.ts";
import { say } from "#app/i18n/say.ts";
import { buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { countCharacters, isBlank } from "#app/shared/text.ts";
import type { MessageView } from "#app/shared/views.ts";
import { ActForm } from "./act-form.tsx";
import { isComposing, isSending } from "./enter-key.ts";
import { useFitHeight } from "./fit-height.ts";
import type { MessageContext } from "./message-context.ts";
import { useAsk } from "./use-ask.tsx";
import { useFormatting } from "./use-formatting.ts";

/** By message: what was typed when its row left the page, or its thread was closed. Gone with the document. */
const kept = new Map<string, string>();

interface MessageEditorProps {
  message: MessageView;
  context: MessageContext;
  /** Undefined where a page was opened to edit in: then it is left by going back. */
  onClose: (() => void) | undefined;
}

/** One's own message as a field, in its place. The key that sends saves, Escape leaves it as it was. */
export function MessageEditor({ message, context, ...props }: MessageEditorProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isLive = useHydrated();
  const goBack = () => navigate(context.here, { replace: true, preventScrollReset: true });
  const leave = props.onClose ?? (isLive ? goBack : undefined);
  const onClose =
    leave &&
    (() => {
      kept.delete(message.id);
      leave();
    });
  const { ask, isBusy, refusal } = useAsk();
  const field = useRef<HTMLTextAreaElement>(null);
  const isRefused = context.failure?.values["messageId"] === message.id;
  const failure = isRefused ? context.failure : undefined;
  const [body, setBody] = useState(failure?.values["body"] ?? kept.get(message.id) ?? message.body);
  const over = countCharacters(body) - MESSAGE_MAX;
  const bodyError = failure?.problem.errors.find((error) => error.path === "body");
  const noteId = `edit-note-${message.id}`;

  const formatting = useFormatting(field);
  useFitHeight(field, body);

  useEffect(() => {
    const element = field.current;
    const before = document.activeElement;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
    return () => {
      // Back to where it was opened, unless one has gone on to something else.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);

  async function save(): Promise<void> {
    if (isBusy || isBlank(body) || over > 0) return;
    if (body === message.body) return onClose?.();
    if (await ask((store) => store.ask("message:edit", { messageId: message.id, body }))) onClose?.();
  }

  function listen(event: KeyboardEvent): void {
    if (event.key === "Escape" && onClose && !isComposing(event)) {
      event.preventDefault();
      onClose();
    }
    if (isComposing(event) || formatting.handleKey(event) || event.key !== "Enter") return;
    if (!onClose || !isSending(event, context.me.enterSends)) return formatting.breakLine(event);
    event.preventDefault();
    void save();
  }

  return (
    <ActForm message={message} context={context} intent="edit" onAct={onClose && (() => void save())}>
      <textarea
        ref={field}
        name="body"
        dir="auto"
        rows={2}
        aria-label={t("actions.editLabel")}
        aria-describedby={noteId}
        aria-invalid={bodyError || over > 0 ? true : undefined}
        defaultValue={body}
        onChange={(event) => {
          setBody(event.target.value);
          kept.set(message.id, event.target.value);
          formatting.lookAt(event.target.value);
        }}
        onKeyDown={listen}
        className="composer-text w-full rounded-control border border-line-strong bg-surface-raised px-3 py-1.5 [--around:calc(0.75rem+2px)] focus-visible:border-accent"
      />
      <div id={noteId} aria-live="polite" className="text-small text-danger empty:hidden">
        {bodyError && say(t, `fields.${bodyError.code}`, bodyError.params)}
        {failure && !bodyError && <ProblemNotice problem={failure.problem} />}
        {refusal}
        {over > 0 && t("composer.tooLong", { over, max: MESSAGE_MAX })}
      </div>
      <p className="flex gap-2 py-1">
        <button className={`${buttonClass()} min-h-8`} aria-disabled={isBusy || undefined}>
          {t("actions.editSave")}
        </button>
        <Link
          to={`${context.here}#message-${message.seq}`}
          preventScrollReset
          onClick={(event) => {
            if (!onClose) return;
            event.preventDefault();
            onClose();
          }}
          className={`${buttonClass("quiet")} min-h-8`}
        >
          {t("actions.editCancel")}
        </Link>
      </p>
    </ActForm>
  );
}
