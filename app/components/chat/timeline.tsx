import { Link } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "#app/components/ui/button.tsx";
import type { TimelineState } from "#app/hooks/timeline-state.ts";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import type { MessageContext } from "./message-context.ts";
import { Message } from "./message.tsx";
import { DayLine, PeopleLine, UnreadLine } from "./timeline-lines.tsx";
import { arrangeRows, type TimelineRow, type UnreadStretch } from "./timeline-rows.ts";
import { useTimelineScroll } from "./use-timeline-scroll.ts";

interface TimelineProps {
  timeline: TimelineState;
  context: MessageContext;
  now: string;
  unread: UnreadStretch | undefined;
  /** What stands there while there is no message. */
  empty: string;
  /** The number of the message that the address names. */
  target: number | undefined;
  /** Another one shows that message again; empty while the address names none. */
  visit: string;
  /** Loads what comes before or after a number, in place, and answers whether it came; undefined leaves it to links. */
  loadMore: ((direction: "older" | "newer", seq: number) => Promise<boolean>) | undefined;
  /** The newest message is in view of somebody who looks. */
  onSeen: (seq: number) => void;
  /** What floats over the end. */
  renderOverlay: (isAtEnd: boolean, goToEnd: () => void) => ReactNode;
  /** Messages on their way, after all that has arrived. */
  children: ReactNode;
}

type LoadState = "idle" | "loading" | "failed";

/** A conversation's messages, newest at the bottom and in view unless the address names another. */
export function Timeline(props: TimelineProps) {
  const { timeline, context, now, unread, empty, target, visit, loadMore, onSeen, renderOverlay } = props;
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const { messages, hasOlder, hasNewer } = timeline;
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  const [older, setOlder] = useState<LoadState>("idle");
  const [newer, setNewer] = useState<LoadState>("idle");
  const { scroller, end, isAtEnd, goToEnd, holdStill } = useTimelineScroll({
    firstSeq: first,
    lastSeq: last,
    target,
    visit,
    onSeen: hasNewer ? undefined : onSeen,
  });
  const rows = arrangeRows(messages, { dateStyle, now, unread });

  async function load(direction: "older" | "newer"): Promise<void> {
    const setState = direction === "older" ? setOlder : setNewer;
    if (direction === "newer") holdStill();
    setState("loading");
    const hasCome = await loadMore?.(direction, direction === "older" ? first : last);
    setState(hasCome ? "idle" : "failed");
  }

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        className="timeline min-h-0 flex-1"
        tabIndex={-1}
        // It is held still by hand then; the browser's own anchor would move it once more.
        style={newer === "loading" ? { overflowAnchor: "none" } : undefined}
      >
        {/* What floats over the end leaves the way on in sight. */}
        <div className={hasNewer ? "pb-12" : "pb-1"}>
          {hasOlder && (
            <MoreLink
              to={`?before=${first}`}
              label={t("timeline.older")}
              busyLabel={t("timeline.loadingOlder")}
              failure={t("timeline.olderFailed")}
              state={older}
              onLoad={loadMore && (() => void load("older"))}
            />
          )}
          {messages.length === 0 && <p className="px-4 py-8 text-center text-ink-muted">{empty}</p>}
          <div
            role="log"
            aria-label={t("timeline.label")}
            aria-busy={older === "loading" || newer === "loading"}
          >
            {rows.map((row) => (
              <Row key={row.key} row={row} context={context} isTarget={isRowOf(row, target)} />
            ))}
            {/* They are announced when they have arrived. */}
            <div aria-live="off">{props.children}</div>
          </div>
          {hasNewer && (
            <MoreLink
              to={`?after=${last}`}
              label={t("timeline.newer")}
              busyLabel={t("conversation.loadingNewer")}
              failure={t("conversation.newerFailed")}
              state={newer}
              onLoad={loadMore && (() => void load("newer"))}
            />
          )}
          <div ref={end} className="h-px" />
        </div>
      </div>
      {renderOverlay(isAtEnd && !hasNewer, goToEnd)}
    </div>
  );
}

function isRowOf(row: TimelineRow, seq: number | undefined): boolean {
  return row.kind === "message" && row.message.seq === seq;
}

interface MoreLinkProps {
  to: string;
  label: string;
  busyLabel: string;
  failure: string;
  state: LoadState;
  onLoad: (() => void) | undefined;
}

/** To what lies before or after what is loaded. Without a live connection it does what links do. */
function MoreLink({ to, label, busyLabel, failure, state, onLoad }: MoreLinkProps) {
  return (
    <p className="not-anchor flex flex-col items-center gap-1 p-3">
      <Link
        to={to}
        preventScrollReset
        aria-disabled={state === "loading" || undefined}
        className={buttonClass("plain")}
        onClick={(event) => {
          if (!onLoad) return;
          event.preventDefault();
          if (state !== "loading") onLoad();
        }}
      >
        {state === "loading" ? busyLabel : label}
      </Link>
      {state === "failed" && <span className="text-small text-danger">{failure}</span>}
    </p>
  );
}

interface RowProps {
  row: TimelineRow;
  context: MessageContext;
  isTarget: boolean;
}

function Row({ row, context, isTarget }: RowProps) {
  if (row.kind === "day") return <DayLine row={row} />;
  if (row.kind === "unread") return <UnreadLine />;
  if (row.kind === "people") return <PeopleLine row={row} users={context.users} />;
  const message = (
    <Message
      message={row.message}
      author={context.users.get(row.message.authorId)}
      startsRun={row.startsRun}
      context={context}
    />
  );
  if (!isTarget) return message;
  return (
    // Also without a script a browser scrolls to what has the focus. React would take it away from the composer.
    // oxlint-disable-next-line jsx-a11y/no-autofocus
    <div tabIndex={-1} autoFocus className="linked-message">
      {message}
    </div>
  );
}
