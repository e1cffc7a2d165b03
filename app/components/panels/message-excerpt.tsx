import "#app/i18n/pages/panels.ts";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MessageFiles } from "#app/components/chat/message-files.tsx";
import { RichText } from "#app/components/chat/rich-text.tsx";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { nameUser } from "#app/shared/names.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";

interface MessageExcerptProps {
  message: MessageView;
  users: ReadonlyMap<string, UserView>;
  myId: string;
  /** After the author's name: what they did, where. */
  detail?: ReactNode;
  /** Leads to the message in its place, by its time. */
  to?: string;
  /** What can be done about it. */
  children?: ReactNode;
}

/** A message away from its conversation: who, when, and the text. */
export function MessageExcerpt({ message, users, myId, detail, to, children }: MessageExcerptProps) {
  const { t } = useTranslation();
  const author = users.get(message.authorId);
  const name = nameUser(t, author);
  return (
    <article className="flex gap-3">
      <Avatar name={name} seed={message.authorId} url={author?.avatarUrl} className="mt-0.5 size-7" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="max-w-full truncate font-semibold" title={name}>
            {name}
          </bdi>
          {detail && <span className="min-w-0 text-small wrap-anywhere text-ink-muted">{detail}</span>}
          <span className="text-time text-ink-muted tabular-nums">
            {to ? (
              <Link to={to} title={t("panels.open")} className="underline-offset-2 hover:underline">
                <MessageTime at={message.createdAt} />
              </Link>
            ) : (
              <MessageTime at={message.createdAt} />
            )}
          </span>
        </p>
        <ExcerptText message={message} users={users} myId={myId} />
        {children}
      </div>
    </article>
  );
}

function MessageTime({ at }: { at: string }) {
  const dateStyle = useDateStyle();
  return (
    <time dateTime={at} title={formatFull(at, dateStyle)} suppressHydrationWarning>
      {formatShort(at, dateStyle)}
    </time>
  );
}

/** The words of a message, and of the one that it passes on. */
function ExcerptText({ message, users, myId }: Pick<MessageExcerptProps, "message" | "users" | "myId">) {
  const { t } = useTranslation();
  if (message.deletedAt) return <p className="text-ink-muted italic">{t("panels.deleted")}</p>;
  return (
    <div className="wrap-anywhere">
      {message.body && (
        <RichText
          body={message.body}
          users={users}
          mentions={message.mentions}
          mentionAll={message.mentionAll}
          myId={myId}
        />
      )}
      {message.files.length > 0 && <MessageFiles files={message.files} />}
      {message.forwarded && (
        <blockquote className="mt-1 border-s-2 border-line-strong ps-3">
          <RichText body={message.forwarded.body} users={users} myId={myId} />
        </blockquote>
      )}
    </div>
  );
}
