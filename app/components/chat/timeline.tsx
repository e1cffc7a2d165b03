import { Link } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState, type MutableRefObject, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { InTurn } from "#app/components/in-turn.tsx";
import { buttonClass } from "#app/components/ui/button.tsx";
import type { TimelineState } from "#app/hooks/timeline-state.ts";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { HoldStill } from "./hold-still.tsx";
import type { MessageContext } from "./message-context.ts";
import { Message } from "./message.tsx";
import { DayLine, PeopleLine, UnreadLine } from "./timeline-lines.tsx";
import { arrangeRows, countNew, type TimelineRow, type UnreadStretch } from "./timeline-rows.ts";
import { findIndex, WINDOW_MAX, WINDOW_STEP } from "./timeline-window.ts";
import { useEdges } from "./use-edges.ts";
import { useMoreMessages, type LoadMore, type LoadState } from "./use-more-messages.ts";
import { useTimelineKeys } from "./use-timeline-keys.ts";
import { useTimelineScroll } from "./use-timeline-scroll.ts";
import { useTimelineWindow } from "./use-timeline-window.ts";

/** What floats over the end of a timeline has to know. */
export interface TimelineEnd {
  /** The newest message is on the screen. */
  isHere: boolean;
  /** Texts of others that came since it was, as far as they are loaded. */
  newCount: number;
  goThere: () => void;
}

interface TimelineProps {
  timeline: TimelineState;
  context: MessageContext;
  now: string;
  unread: UnreadStretch | undefined;
  /** What stands there while there is no message. */
  empty: string;
  /** The message whose thread is open beside it: what comes into that one is told there. */
  openThreadId: string | undefined;
  /** The number of the message that the address names. */
  target: number | undefined;
  /** Another one shows that message again; empty while the address names none. */
  visit: string;
  /** Loads what comes before or after a number, in place, and answers whether it came; undefined leaves it to links. */
  loadMore: LoadMore | undefined;
  /** The newest message is in view of somebody who looks. */
  onSeen: (seq: number) => void;
  /** What floats over the end. */
  renderOverlay: (end: TimelineEnd) => ReactNode;
  /** Filled with a way to the end, for those beside the timeline. */
  goToEndRef: MutableRefObject<() => void>;
  /** Messages on their way, after all that has arrived. */
  children: ReactNode;
}

/**
 * A conversation's messages, newest at the bottom and in view unless the address names another. However many are loaded,
 * the page holds only those around what is read.
 */
export function Timeline(props: TimelineProps) {
  const { timeline, context, now, unread, empty, target, visit, loadMore, onSeen } = props;
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const { messages, hasOlder, hasNewer } = timeline;
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  const { editing } = context;
  const editedSeq = useMemo(
    () => (editing ? messages.find(({ id }) => id === editing)?.seq : undefined),
    [messages, editing],
  );
  const [isEndOnScreen, setEndOnScreen] = useState(target === undefined);
  const { window, linked, move, moveToEnd } = useTimelineWindow({
    timeline,
    isAtEnd: isEndOnScreen,
    target: editedSeq ?? target,
    visit: `${visit} ${editedSeq ?? ""}`,
  });
  const hasLater = hasNewer || window.to < last;
  const { scroller, end, hasMoved, scrollToEnd } = useTimelineScroll({
    lastSeq: window.to,
    target,
    visit,
    onEndOnScreen: setEndOnScreen,
    onSeen: hasLater ? undefined : () => onSeen(last),
  });
  const isAtEnd = isEndOnScreen && !hasLater;
  const [seen, setSeen] = useState(unread?.after ?? last);
  if (isAtEnd && seen !== last) setSeen(last);
  const newCount = isAtEnd ? 0 : countNew(messages, seen, context.me.id);

  const list = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const more = useMoreMessages({ timeline, window, loadMore, move });
  useEdges({
    scroller,
    start: top,
    end,
    wants: { older: hasMoved && more.wants.older, newer: hasMoved && more.wants.newer },
    leaving: window.to - window.from + 1 < WINDOW_MAX ? 0 : WINDOW_STEP / WINDOW_MAX,
    between: `${window.from} ${window.to} ${first} ${last}`,
    onNear: more.onNear,
  });

  function goToEnd(): void {
    flushSync(moveToEnd);
    scrollToEnd();
  }
  const { goToEndRef } = props;
  useEffect(() => {
    goToEndRef.current = goToEnd;
  });
  useTimelineKeys(scroller, hasNewer ? undefined : goToEnd);

  const start = findIndex(messages, window.from);
  const stop = findIndex(messages, window.to) + 1;
  const rows = useMemo(
    () => arrangeRows(messages, { dateStyle, now, unread, start, end: stop }),
    [messages, dateStyle, now, unread, start, stop],
  );
  const { openThreadId } = props;
  const { quietUpTo } = window;
  // The same elements where nothing about them changed: hundreds of rows are not looked at then.
  const elements = useMemo(
    () =>
      rows.map((row) => (
        <Row
          key={row.key}
          row={row}
          context={context}
          isQuiet={row.seq <= quietUpTo || isReplyTo(row, openThreadId)}
          isTarget={target !== undefined && linked === target && isRowOf(row, target)}
        />
      )),
    [rows, context, quietUpTo, openThreadId, target, linked],
  );

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div ref={scroller} className="timeline min-h-0 flex-1" tabIndex={-1}>
        {/* Around all that comes and goes: what is inside is measured before any of it does. */}
        <HoldStill scroller={scroller} list={list} isEnd={!hasLater} lastSeq={window.to}>
          {/* What floats over the end leaves the way on in sight. */}
          <div className={hasNewer ? "pb-12" : "pb-1"}>
            <div ref={top} className="not-anchor h-px" />
            {(hasOlder || window.from > first) && (
              <MoreLink
                to={`?before=${window.from}`}
                label={t("timeline.older")}
                busyLabel={t("timeline.loadingOlder")}
                failure={t("timeline.olderFailed")}
                state={more.states.older}
                onLoad={loadMore && (() => more.ask("older"))}
              />
            )}
            {messages.length === 0 && <p className="px-4 py-8 text-center text-ink-muted">{empty}</p>}
            <InTurn>
              <div
                ref={list}
                role="log"
                aria-label={t("timeline.label")}
                aria-busy={more.states.older === "loading" || more.states.newer === "loading"}
              >
                {elements}
                {/* They are announced when they have arrived. */}
                <div aria-live="off">{props.children}</div>
              </div>
            </InTurn>
            {hasLater && (
              <MoreLink
                to={`?after=${window.to}`}
                label={t("timeline.newer")}
                busyLabel={t("conversation.loadingNewer")}
                failure={t("conversation.newerFailed")}
                state={more.states.newer}
                onLoad={loadMore && (() => more.ask("newer"))}
              />
            )}
            <div ref={end} className="h-px" />
          </div>
        </HoldStill>
      </div>
      {props.renderOverlay({ isHere: isAtEnd, newCount, goThere: goToEnd })}
    </div>
  );
}

function isRowOf(row: TimelineRow, seq: number | undefined): boolean {
  return row.kind === "message" && row.message.seq === seq;
}

function isReplyTo(row: TimelineRow, rootId: string | undefined): boolean {
  return rootId !== undefined && row.kind === "message" && row.message.parentId === rootId;
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
        // As wide when it says something else, so that nothing moves.
        className={`${buttonClass("plain")} min-w-64 justify-center`}
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
  isQuiet: boolean;
  isTarget: boolean;
}

function Row({ row, context, isQuiet, isTarget }: RowProps) {
  const live = isQuiet ? "off" : undefined;
  if (row.kind === "day") return <DayLine row={row} live={live} />;
  if (row.kind === "unread") return <UnreadLine live={live} />;
  if (row.kind === "people") return <PeopleLine row={row} users={context.users} live={live} />;
  const { id, authorId } = row.message;
  const message = (
    <InTurn isFirst={context.openActionsFor === id || context.editing === id}>
      <Message
        message={row.message}
        author={context.users.get(authorId)}
        startsRun={row.startsRun}
        context={context}
        isQuiet={isQuiet}
      />
    </InTurn>
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
