import "#app/i18n/pages/conversation.ts";
import { Form, useLocation, useNavigate } from "@remix-run/react";
import { useEffect, useId, useRef, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import { findCommandName, unescapeSlash } from "#app/shared/slash.ts";
import { countCharacters, isBlank } from "#app/shared/text.ts";
import type { ChannelView, DraftView } from "#app/shared/views.ts";
import { AttachButton, Attachments } from "./attachments.tsx";
import { AutocompleteSlot } from "./autocomplete-slot.tsx";
import { useComposerPage, type CommandHint, type CommandNotice } from "./channel-page.ts";
import { ComposerBanners } from "./composer-banners.tsx";
import { ComposerNotes } from "./composer-notes.tsx";
import { ComposerTools } from "./composer-tools.tsx";
import { isComposing, isSending } from "./enter-key.ts";
import { useFitHeight } from "./fit-height.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { closeAll } from "./message-context.ts";
import { insertText } from "./text-edit.ts";
import { useAttachments } from "./use-attachments.ts";
import { useAutocomplete } from "./use-autocomplete.ts";
import { useComposerActs } from "./use-composer-acts.ts";
import { useComposerText } from "./use-composer-text.ts";
import { useEditLast } from "./use-edit-last.ts";
import { useFormatToolbar } from "./use-format-toolbar.ts";
import { useFormatting } from "./use-formatting.ts";
import { useOwnUser } from "./use-own-user.ts";
import type { Quote } from "./use-quote.ts";

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

const NO_COMMANDS: readonly CommandHint[] = [];

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
  const commands = useComposerPage()?.commands ?? NO_COMMANDS;
  const enterSends = useOwnUser()?.enterSends ?? true;
  const parentId = props.parentId ?? failure?.values["parentId"] ?? undefined;
  const refused = failure?.values["body"];
  const { field, body, change, clear } = useComposerText({
    channelId: channel.id,
    parentId,
    refused,
    draft,
  });
  const quoteId = quote?.message.deletedAt ? undefined : quote?.message.id;
  const acts = useComposerActs({ channelId: channel.id, parentId, quoteId }, commands, props.notice ?? null);
  const autocomplete = useAutocomplete(field);
  const formatting = useFormatting(field);
  const { Toolbar, ...toolbar } = useFormatToolbar();
  const editLast = useEditLast(field, onEditLast);
  useFitHeight(field, body);
  const form = useRef<HTMLFormElement>(null);
  const attachments = useAttachments({ channelId: channel.id, parentId }, sendNow);
  const hasFiles = attachments.list.length > 0;
  const length = countCharacters(body);
  const commandName = findCommandName(body);
  const command = autocomplete.trigger ? undefined : commands.find((each) => each.name === commandName);
  const isComplete = (hasFiles || !isBlank(body)) && length <= MESSAGE_MAX && !acts.isBusy;
  const canSend = isComplete && !attachments.isWaiting;
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
    if (canSend) sendNow();
  }

  function sendNow(): void {
    if (!isComplete) return;
    if (commandName !== null && !hasFiles) return void keepUntil(acts.run(body));
    const files = attachments.take();
    if (!files) return;
    store.outbox.add({ channelId: channel.id, body: unescapeSlash(body), parentId, quoteId, files });
    clear();
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
    if (isTaken && field.current?.value === body) clear();
  }

  function handleKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isComposing(event) || autocomplete.handleKey(event) || formatting.handleKey(event)) return;
    if (editLast(event) || event.key !== "Enter") return;
    if (!isSending(event, enterSends)) return formatting.breakLine(event);
    event.preventDefault();
    send();
  }

  return (
    <Form
      ref={form}
      method="post"
      encType="multipart/form-data"
      action={`/channels/${channel.id}${quoteId ? `?quote=${quoteId}` : ""}`}
      onSubmit={submit}
      className="shrink-0 px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <input type="hidden" name="channelId" value={channel.id} />
      <input type="hidden" name="clientId" value={props.clientId} />
      {parentId && <input type="hidden" name="parentId" value={parentId} />}
      {quoteId && <input type="hidden" name="quoteId" value={quoteId} />}
      <div className="composer-box">
        <ComposerBanners
          quote={quote}
          cancelTo={here}
          channelId={channel.id}
          // What was refused comes back beneath the conversation, also of a thread.
          threadId={props.parentId ? undefined : parentId}
        />
        <Attachments attachments={attachments} form={form} />
        <AutocompleteSlot autocomplete={autocomplete} channel={channel} commands={commands} />
        {toolbar.isShown && Toolbar && (
          <Toolbar id={`${id}formats`} fieldId={`${id}field`} onFormat={formatting.format} />
        )}
        <div className="composer-row">
          <textarea
            ref={field}
            id={`${id}field`}
            name="body"
            rows={1}
            readOnly={attachments.isWaiting}
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
              formatting.lookAt(event.target.value);
            }}
            onClick={autocomplete.update}
            onSelect={autocomplete.follow}
            onBlur={autocomplete.hide}
            onKeyDown={handleKey}
            className="composer-text"
          />
          <ComposerTools
            toolbar={{ ...toolbar, id: `${id}formats` }}
            canSend={canSend}
            canSchedule={!hasFiles}
            sendKeys={enterSends ? "Enter Control+Enter" : "Shift+Enter Control+Enter"}
            sendAt={failure?.values["sendAt"]}
          >
            <AttachButton onPick={attachments.add} />
            <EmojiButton
              label={t("conversation.emoji")}
              onPick={(emoji) => field.current && insertText(field.current, emoji)}
            />
          </ComposerTools>
        </div>
      </div>
      <ComposerNotes id={`${id}note`} length={length} failure={failure} note={acts.note} command={command} />
    </Form>
  );
}
