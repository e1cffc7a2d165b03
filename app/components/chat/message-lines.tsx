import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatDay, formatFull, formatShort, formatTime } from "#app/shared/dates.ts";
import { nameUser } from "#app/shared/names.ts";
import type { ForwardedView, MessageView } from "#app/shared/views.ts";
import { makeExcerpt } from "./excerpt.ts";
import type { MessageContext } from "./message-context.ts";
import { RichText } from "./rich-text.tsx";
import { sayWithNames } from "./say-with-names.tsx";

interface LineProps {
  message: MessageView;
  context: MessageContext;
}

/** The muted lines above a text: what it answers, and what it quotes. */
export function AnswerLines({ message, context }: LineProps) {
  const { parentId, quoteId } = message;
  return (
    <>
      {parentId && parentId !== context.threadId && (
        <AnswerLine id={parentId} words="message.replyTo" context={context} />
      )}
      {quoteId && <AnswerLine id={quoteId} words="message.quoted" context={context} isQuote />}
    </>
  );
}

interface AnswerLineProps {
  /** Of the message that is answered. */
  id: string;
  words: string;
  context: MessageContext;
  isQuote?: boolean;
}

function AnswerLine({ id, words, context, isQuote = false }: AnswerLineProps) {
  const { t } = useTranslation();
  const answered = context.references.get(id);
  const name = answered && nameUser(t, context.users.get(answered.authorId));
  const text = !answered
    ? t("message.unseen")
    : answered.deletedAt
      ? t("message.gone")
      : makeExcerpt(answered);
  const line = (
    <>
      {name && <span className="shrink-0">{sayWithNames(t, words, { name })}</span>}
      <bdi className="truncate">{text}</bdi>
    </>
  );
  const look = `flex max-w-[76ch] gap-1 text-small text-ink-muted ${isQuote ? "my-0.5 border-s-2 border-line-strong ps-2" : ""}`;
  if (!answered) return <p className={look}>{line}</p>;
  return (
    <Link to={`/channels/${context.channel.id}?message=${answered.seq}`} className={`${look} hover:text-ink`}>
      {line}
    </Link>
  );
}

/** A message that was brought from another place. */
export function ForwardedBlock({
  forwarded,
  context,
}: {
  forwarded: ForwardedView;
  context: MessageContext;
}) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const name = nameUser(t, context.users.get(forwarded.authorId));
  const from = [...context.channelIds].find(([, id]) => id === forwarded.channelId)?.[0];
  const words = from ? "message.forwardedIn" : "message.forwarded";
  return (
    <blockquote className="my-1 max-w-[76ch] border-s-2 border-line-strong ps-3">
      <p className="text-small text-ink-muted">
        {sayWithNames(t, words, { name, channel: from ?? "" })}{" "}
        <time
          dateTime={forwarded.createdAt}
          title={formatFull(forwarded.createdAt, dateStyle)}
          className="text-time tabular-nums"
          suppressHydrationWarning
        >
          {formatShort(forwarded.createdAt, dateStyle)}
        </time>
      </p>
      {forwarded.body ? (
        <RichText body={forwarded.body} users={context.users} />
      ) : (
        <p className="text-ink-muted italic">{t("timeline.deleted")}</p>
      )}
    </blockquote>
  );
}

/** What has become of a message that a thread began with. */
export function ThreadLine({ message, context }: LineProps) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  if (message.replyCount === 0 || context.threadId) return null;
  const { createdAt, lastReplyAt } = message;
  // The day of the message stands above it; only another one has to be told.
  const isSameDay = lastReplyAt && formatDay(lastReplyAt, dateStyle) === formatDay(createdAt, dateStyle);
  const format = isSameDay ? formatTime : formatShort;
  return (
    <Link
      to={`/channels/${context.channel.id}/threads/${message.id}`}
      aria-live="off"
      className="mt-0.5 inline-flex min-h-6 items-center gap-1.5 text-small font-medium text-accent-text hover:underline"
    >
      {t("message.replies", { count: message.replyCount })}
      {lastReplyAt && (
        <span
          className="font-normal text-ink-muted"
          title={formatFull(lastReplyAt, dateStyle)}
          suppressHydrationWarning
        >
          · {t("message.lastReply", { time: format(lastReplyAt, dateStyle) })}
        </span>
      )}
    </Link>
  );
}
