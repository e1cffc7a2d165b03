import { Link } from "@remix-run/react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "#app/components/ui/button.tsx";
import type { TimelineState } from "#app/hooks/timeline-state.ts";
import { useTimeZone } from "#app/hooks/use-time-zone.tsx";
import type { UserView } from "#app/shared/views.ts";
import { Message } from "./message.tsx";
import { arrangeRows, type TimelineRow } from "./timeline-rows.ts";

export type OlderState = "idle" | "loading" | "failed";

interface TimelineProps {
  timeline: TimelineState;
  users: ReadonlyMap<string, UserView>;
  now: string;
  unreadAfter: number | undefined;
  /** What stands there while there is no message. */
  empty: string;
  older: OlderState;
  /** Loads what was written before this number, in place; undefined leaves it to the link. */
  onOlder: ((seq: number) => void) | undefined;
  /** The newest message is in view of somebody who looks. */
  onSeen: (seq: number) => void;
  /** Messages on their way, after all that has arrived. */
  children: ReactNode;
}

/** A conversation's messages, newest at the bottom and in view. */
export function Timeline({
  timeline,
  users,
  now,
  unreadAfter,
  empty,
  older,
  onOlder,
  onSeen,
  children,
}: TimelineProps) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { messages, hasOlder, hasNewer } = timeline;
  const rows = arrangeRows(messages, { timeZone, now, unreadAfter });
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  const end = useRef<HTMLDivElement>(null);
  useSeen(end, last, hasNewer ? undefined : onSeen);

  return (
    <div className="timeline min-h-0 flex-1" tabIndex={-1}>
      <div className="pb-3">
        {hasOlder && (
          <p className="not-anchor flex flex-col items-center gap-1 p-3">
            <Link
              to={`?before=${first}`}
              preventScrollReset
              aria-disabled={older === "loading" || undefined}
              className={buttonClass("plain")}
              onClick={(event) => {
                if (!onOlder) return;
                event.preventDefault();
                if (older !== "loading") onOlder(first);
              }}
            >
              {older === "loading" ? t("timeline.loadingOlder") : t("timeline.older")}
            </Link>
            {older === "failed" && (
              <span className="text-small text-danger">{t("timeline.olderFailed")}</span>
            )}
          </p>
        )}
        {messages.length === 0 && <p className="px-4 py-8 text-center text-ink-muted">{empty}</p>}
        <div role="log" aria-label={t("timeline.label")}>
          {rows.map((row) => (
            <Row key={row.key} row={row} users={users} />
          ))}
          {children}
        </div>
        {hasNewer && (
          <p className="flex justify-center gap-2 p-3">
            <Link to={`?after=${last}`} className={buttonClass("plain")}>
              {t("timeline.newer")}
            </Link>
            <Link to="?" className={buttonClass("plain")}>
              {t("timeline.newest")}
            </Link>
          </p>
        )}
        <div ref={end} className="h-px" />
      </div>
    </div>
  );
}

function Row({ row, users }: { row: TimelineRow; users: ReadonlyMap<string, UserView> }) {
  const { t } = useTranslation();
  if (row.kind === "message") {
    return (
      <Message message={row.message} author={users.get(row.message.authorId)} startsRun={row.startsRun} />
    );
  }
  if (row.kind === "unread") {
    return (
      <div className="not-anchor mx-4 flex items-center gap-2 pt-2 text-small font-medium text-danger">
        <span className="h-px flex-1 bg-danger" />
        {t("timeline.unread")}
      </div>
    );
  }
  return (
    <div
      className="not-anchor mx-4 flex items-center gap-3 pt-4 text-small text-ink-muted"
      suppressHydrationWarning
    >
      <span className="h-px flex-1 bg-line" />
      {row.relative ? t(`timeline.${row.relative}`) : row.day}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

/** Calls back when the end of the timeline is on the screen of a page that is being looked at. */
function useSeen(
  end: React.RefObject<HTMLElement>,
  seq: number,
  onSeen: ((seq: number) => void) | undefined,
): void {
  const callback = useRef(onSeen);
  useEffect(() => {
    callback.current = onSeen;
  }, [onSeen]);
  useEffect(() => {
    const element = end.current;
    if (!element || seq === 0) return;
    let isAtEnd = false;
    const look = () => {
      if (isAtEnd && document.visibilityState === "visible") callback.current?.(seq);
    };
    const observer = new IntersectionObserver(([entry]) => {
      isAtEnd = entry?.isIntersecting ?? false;
      look();
    });
    observer.observe(element);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  }, [end, seq]);
}
