import { Form } from "@remix-run/react";
import { SendHorizontal } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import { say } from "#app/i18n/say.ts";
import { countCharacters, isBlank } from "#app/shared/text.ts";

/** From here on the composer shows how much is left. */
const COUNT_FROM = MESSAGE_MAX - 500;

interface ComposerProps {
  channelId: string;
  /** What the conversation is called. */
  name: string;
  /** Names this message once, for as long as it takes to send it without JavaScript. */
  clientId: string;
  failure: FormFailure | undefined;
  /** A message was handed over to be sent. */
  onSend: () => void;
}

/** Where one writes. A form that posts; with JavaScript, Enter sends through the outbox and a draft is kept. */
export function Composer({ channelId, name, clientId, failure, onSend }: ComposerProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const { status } = useLive();
  const field = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState(failure?.values["body"] ?? "");
  const isLive = useHydrated();
  const length = countCharacters(body);
  const bodyError = failure?.problem.errors.find((error) => error.path === "body");

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    // Somebody may have typed before the script ran: what stands there wins over an older draft.
    if (element.value === "") element.value = store.storage.readDraft(channelId);
    setBody(element.value);
    if (hasFinePointer()) element.focus({ preventScroll: true });
  }, [store, channelId]);

  function change(value: string): void {
    setBody(value);
    store.storage.writeDraft(channelId, value);
  }

  function send(event: FormEvent | KeyboardEvent): void {
    event.preventDefault();
    if (!field.current || isBlank(body) || length > MESSAGE_MAX) return;
    store.outbox.add(channelId, body);
    field.current.value = "";
    change("");
    field.current.focus();
    onSend();
  }

  function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // While an input method composes, Enter chooses a word; a touch keyboard has no other key to begin a line with.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || !hasFinePointer()) return;
    send(event);
  }

  return (
    <Form
      method="post"
      onSubmit={send}
      className="shrink-0 px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <input type="hidden" name="intent" value="send" />
      <input type="hidden" name="clientId" value={clientId} />
      <div className="flex items-end gap-1 rounded-floating border border-line-strong bg-surface-raised py-1 ps-3 pe-1 focus-within:border-accent">
        <textarea
          ref={field}
          name="body"
          rows={1}
          dir="auto"
          aria-label={t("composer.label")}
          aria-describedby="composer-note"
          aria-invalid={bodyError || length > MESSAGE_MAX ? true : undefined}
          placeholder={t("composer.placeholder", { name })}
          defaultValue={failure?.values["body"]}
          onChange={(event) => change(event.target.value)}
          onKeyDown={sendOnEnter}
          className="composer-text my-1.5 min-w-0 flex-1 bg-transparent outline-none"
        />
        <button
          aria-label={t("composer.send")}
          disabled={isLive && (isBlank(body) || length > MESSAGE_MAX)}
          className="grid size-9 shrink-0 place-items-center rounded-control bg-accent text-accent-ink transition-colors hover:bg-accent-hover disabled:bg-transparent disabled:text-ink-muted"
        >
          <SendHorizontal size={18} aria-hidden="true" />
        </button>
      </div>
      <div
        id="composer-note"
        aria-live="polite"
        className="flex min-h-5 flex-wrap gap-x-3 pt-0.5 text-small text-ink-muted"
      >
        {bodyError && (
          <span className="text-danger">{say(t, `fields.${bodyError.code}`, bodyError.params)}</span>
        )}
        {failure && !bodyError && <ProblemNotice problem={failure.problem} />}
        {isLive && !failure && status === "offline" && (
          <span>{navigator.onLine ? t("composer.disconnected") : t("composer.offline")}</span>
        )}
        {length > MESSAGE_MAX ? (
          <span className="text-danger">
            {t("composer.tooLong", { over: length - MESSAGE_MAX, max: MESSAGE_MAX })}
          </span>
        ) : (
          length > COUNT_FROM && <span>{t("composer.count", { count: length, max: MESSAGE_MAX })}</span>
        )}
      </div>
    </Form>
  );
}

/** A mouse or a touchpad: somebody who most likely sits at a keyboard too. */
function hasFinePointer(): boolean {
  return window.matchMedia("(pointer: fine)").matches;
}
