import type { HTMLAttributes, ReactNode } from "react";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatClock, formatFull, formatTime } from "#app/shared/dates.ts";

interface MessageFrameProps extends HTMLAttributes<HTMLElement> {
  /** Begins the ids of its parts, and no other's in the page. */
  partsId: string;
  name: string;
  avatarUrl: string | null | undefined;
  /** What stands behind the name: the emoji of a status. */
  badge?: ReactNode;
  authorId: string;
  createdAt: string;
  startsRun: boolean;
  /** What was written. */
  children: ReactNode;
  /** What people did about it, and can do. */
  after?: ReactNode;
}

/** The gutter, the name and the time around a message's text, whether it was sent already or not. */
export function MessageFrame({
  partsId,
  name,
  avatarUrl,
  badge,
  authorId,
  createdAt,
  startsRun,
  children,
  after,
  ...article
}: MessageFrameProps) {
  const dateStyle = useDateStyle();
  // The server may not know the zone yet, and no two systems write times alike to the last space.
  const time = (
    <time dateTime={createdAt} title={formatFull(createdAt, dateStyle)} suppressHydrationWarning>
      {startsRun ? formatTime(createdAt, dateStyle) : formatClock(createdAt, dateStyle)}
    </time>
  );
  return (
    // Going from one to the next by keys, one hears who wrote it and what.
    <article
      aria-labelledby={`${partsId}-name`}
      aria-describedby={`${partsId}-text`}
      {...article}
      className={`message group pb-(--message-gap) ${startsRun ? "pt-(--run-gap)" : "pt-(--message-gap)"}`}
    >
      <div className="flex w-9 shrink-0 justify-end">
        {startsRun ? (
          <Avatar name={name} seed={authorId} url={avatarUrl} className="size-(--face)" />
        ) : (
          <span
            aria-live="off"
            className="message-clock text-[0.6875rem] leading-[1.375rem] whitespace-nowrap tabular-nums"
          >
            {time}
          </span>
        )}
      </div>
      <div className="min-w-0 flex-1">
        <p className={startsRun ? "flex items-baseline gap-2" : "sr-only"}>
          <bdi id={`${partsId}-name`} className="truncate font-semibold">
            {name}
          </bdi>
          {startsRun && badge && <span aria-live="off">{badge}</span>}
          {startsRun && (
            <span aria-live="off" className="shrink-0 text-time text-ink-muted tabular-nums">
              {time}
            </span>
          )}
        </p>
        <div id={`${partsId}-text`}>{children}</div>
        {after}
      </div>
    </article>
  );
}
