import "#app/i18n/pages/conversation.ts";
import { Form, useLocation, useNavigate } from "@remix-run/react";
import { SendHorizontal } from "lucide-react";
import { Suspense, useEffect, useId, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import { findCommandName, unescapeSlash } from "#app/shared/slash.ts";
import { countCharacters, isBlank } from "#app/shared/text.ts";
import type { ChannelView, DraftView } from "#app/shared/views.ts";
import { useComposerPage, type CommandNotice } from "./channel-page.ts";
import { ComposerNotes } from "./composer-notes.tsx";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import { closeAll } from "./message-context.ts";
import { SendLater } from "./send-later.tsx";
import { Autocomplete, useAutocomplete } from "./use-autocomplete.ts";
import { useComposerActs } from "./use-composer-acts.ts";
import { hasFinePointer, useComposerText } from "./use-composer-text.ts";
import type { Quote } from "./use-quote.ts";

const bannerPart = defineLazyPart("composer-banner", () => import("./composer-banner.tsx"));

interface ComposerProps {
  channel: ChannelView;
  /** What the conversation is called. */
  name: string;
  /** Names this message once, for as long as it takes to send it without JavaScript. */
  clientId: string;
  /** Of a form with the intent "send". */
  failure: FormFailure | undefined;
  /** What was begun to be written here, as the server knows it. */
  draft: DraftView | null;
  /** The message whose thread this writes in. */
  parentId?: string;
  quote?: Quote | undefined;
  /** What a command told that was given by a form. */
  notice?: CommandNotice | null;
  /** The person wants to change what they wrote last. */
  onEditLast?: (() => void) | undefined;
  /** A message was handed over to be sent. */
  onSend?: () => void;
}

/** Where one writes. A form that posts; with JavaScript, Enter sends through the outbox and a draft is kept. */
export function Composer({
  channel,
  name,
  draft,
  failure,
  quote,
  onEditLast,
  onSend,
  ...props
}: ComposerProps) {
  const { t } = useTranslation();
  const id = useId();
  const store = useLiveStore();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const page = useComposerPage();
  const commands = page?.commands ?? [];
  const isLive = useHydrated();
  const parentId = props.parentId ?? failure?.values["parentId"] ?? undefined;
  // What was refused comes back beneath the conversation, also of a thread.
  const isAway = parentId !== undefined && !props.parentId;
  const banner = useLazyPart(bannerPart, isAway || quote !== undefined);
  const refused = failure?.values["body"];
  const { field, body, change, replace } = useComposerText({
    channelId: channel.id,
    parentId,
    refused,
    draft,
  });
  const quoteId = quote?.message.deletedAt ? undefined : quote?.message.id;
  const acts = useComposerActs({ channelId: channel.id, parentId, quoteId }, commands, props.notice ?? null);
  const autocomplete = useAutocomplete(field, replace);
  const length = countCharacters(body);
  const canSend = !isBlank(body) && length <= MESSAGE_MAX && !acts.isBusy;
  const here = closeAll(pathname, search);

  useEffect(() => {
    if (quoteId) field.current?.focus();
  }, [field, quoteId]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const sendAt = new FormData(event.currentTarget).get("sendAt");
    if ((submitter as HTMLButtonElement | null)?.value !== "schedule") return send();
    submitter?.closest<HTMLElement>("[popover]")?.hidePopover();
    if (canSend && typeof sendAt === "string") void keepUntil(scheduleAt(sendAt));
  }

  function send(): void {
    if (!canSend) return;
    if (findCommandName(body) !== null) return void keepUntil(acts.run(body));
    store.outbox.add({ channelId: channel.id, body: unescapeSlash(body), parentId, quoteId });
    replace("");
    acts.clearNote();
    if (quote) navigate(here, { preventScrollReset: true });
    onSend?.();
  }

  async function scheduleAt(sendAt: string): Promise<boolean> {
    const isTaken = await acts.schedule(unescapeSlash(body), sendAt);
    if (isTaken && quote) navigate(here, { preventScrollReset: true });
    return isTaken;
  }

  /** The text stays until the server has taken it, and then goes if nothing was changed meanwhile. */
  async function keepUntil(act: Promise<boolean>): Promise<void> {
    const isTaken = await act;
    if (isTaken && field.current?.value === body) replace("");
  }

  function handleKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // While an input method composes, Enter chooses a word.
    if (event.nativeEvent.isComposing || autocomplete.handleKey(event)) return;
    if (event.key === "ArrowUp" && body === "" && onEditLast) {
      event.preventDefault();
      onEditLast();
    }
    // A touch keyboard has no other key to begin a line with.
    if (event.key !== "Enter" || event.shiftKey || !hasFinePointer()) return;
    event.preventDefault();
    send();
  }

  return (
    <Form
      method="post"
      action={`/channels/${channel.id}${quoteId ? `?quote=${quoteId}` : ""}`}
      onSubmit={submit}
      className="shrink-0 px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <input type="hidden" name="channelId" value={channel.id} />
      <input type="hidden" name="clientId" value={props.clientId} />
      {parentId && <input type="hidden" name="parentId" value={parentId} />}
      {quoteId && <input type="hidden" name="quoteId" value={quoteId} />}
      <div className="relative rounded-floating border border-line-strong bg-surface-raised ps-3 pe-1 focus-within:border-accent">
        {quote && banner && <banner.QuoteBanner quote={quote} cancelTo={here} />}
        {isAway && banner && <banner.ThreadBanner channelId={channel.id} parentId={parentId} />}
        {autocomplete.trigger && (
          <Suspense fallback={null}>
            <Autocomplete
              trigger={autocomplete.trigger}
              channel={channel}
              rights={page?.rights}
              commands={commands}
              listId={autocomplete.listId}
              controls={autocomplete.controls}
              onActive={autocomplete.setActiveId}
              onPick={autocomplete.pick}
              onClose={autocomplete.close}
            />
          </Suspense>
        )}
        <div className="flex items-end gap-1 py-1">
          <textarea
            ref={field}
            name="body"
            rows={1}
            dir="auto"
            aria-label={t("composer.label")}
            aria-describedby={`${id}note`}
            aria-invalid={failure || length > MESSAGE_MAX ? true : undefined}
            aria-autocomplete="list"
            aria-controls={autocomplete.activeId ? autocomplete.listId : undefined}
            aria-activedescendant={autocomplete.activeId ?? undefined}
            placeholder={t("composer.placeholder", { name })}
            defaultValue={refused ?? draft?.body}
            onChange={(event) => {
              change(event.target.value);
              acts.clearNote();
              autocomplete.update();
            }}
            onClick={autocomplete.update}
            onBlur={autocomplete.hide}
            onKeyDown={handleKey}
            className="composer-text my-1.5 min-w-0 flex-1 bg-transparent outline-none"
          />
          <SendLater defaultValue={failure?.values["sendAt"]} />
          <button
            name="intent"
            value="send"
            aria-label={t("composer.send")}
            disabled={isLive && !canSend}
            className="grid size-9 shrink-0 place-items-center rounded-control bg-accent text-accent-ink transition-colors hover:bg-accent-hover disabled:bg-transparent disabled:text-ink-muted"
          >
            <SendHorizontal size={18} aria-hidden="true" />
          </button>
        </div>
      </div>
      <ComposerNotes id={`${id}note`} length={length} failure={failure} note={acts.note} />
    </Form>
  );
}
