import "#app/i18n/pages/conversation.ts";
import { useLocation, useNavigate } from "@remix-run/react";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { OutboxItem } from "#app/hooks/outbox-storage.ts";
import { openTimelineState } from "#app/hooks/timeline-state.ts";
import { useClock } from "#app/hooks/use-clock.ts";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type {
  ChannelView,
  DraftView,
  MessagePage,
  MessageView,
  OwnUserView,
  UserView,
} from "#app/shared/views.ts";
import { canWriteIn, type ChannelRights, type CommandNotice } from "./channel-page.ts";
import { Composer } from "./composer.tsx";
import type { JumpBarProps } from "./jump-bar.tsx";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import { openAt } from "./message-context.ts";
import { PendingMessage } from "./pending-message.tsx";
import { findIndex } from "./timeline-window.ts";
import { Timeline } from "./timeline.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useMessageContext } from "./use-message-context.ts";
import { useQuote } from "./use-quote.ts";
import { useReadMarks } from "./use-read-marks.ts";

const closedPart = defineLazyPart("closed-composer", () => import("./closed-composer.tsx"));
const jumpBarPart = defineLazyPart("jump-bar", () => import("./jump-bar.tsx"));

const NO_MESSAGES: MessageView[] = [];

interface ConversationProps {
  /** As it was when the page was loaded. */
  channel: ChannelView;
  name: string;
  me: OwnUserView;
  /** The page of history that the server rendered. */
  page: MessagePage;
  /** The number of the message that a link names. */
  target: number | null;
  draft: DraftView | null;
  /** The message that the address wants to be answered, with its author. */
  quoted: { messages: MessageView[]; users: UserView[] } | null;
  rights: ChannelRights;
  clientId: string;
  now: string;
  failure: FormFailure | undefined;
  notice: CommandNotice | null;
}

/** A conversation one is in: its timeline, what is on its way, and the composer. */
export function Conversation(props: ConversationProps) {
  const { channel, name, me, page, target, draft, quoted, rights, now, failure } = props;
  const { t } = useTranslation();
  const store = useLiveStore();
  const live = useLive(({ state }) => state.channels.get(channel.id)) ?? channel;
  const known = useLive(({ state }) => state.timelines.get(channel.id));
  const outbox = useLive((all) => all.outbox);
  const isOnline = useLive(({ status }) => status === "online");
  const navigate = useNavigate();
  const location = useLocation();
  const canWrite = canWriteIn(live, rights);
  const closed = useLazyPart(closedPart, !canWrite);
  const { unread, isHeld } = useReadMarks(channel, live);
  const clock = useClock(now);
  const goToEnd = useRef(() => {});

  useLayoutEffect(() => store.showHistory(channel, page), [store, channel, page]);
  useEffect(() => {
    if (isOnline) void store.loadReceipts(channel.id);
  }, [store, channel.id, isOnline]);

  const timeline = useMemo(() => {
    // A place that was just gone to shows at once; the live state takes it in a moment later.
    const isThere = target === null || known?.messages[findIndex(known.messages, target)];
    return known && isThere ? known : openTimelineState(page);
  }, [known, page, target]);
  const context = useMessageContext({
    me,
    channel: live,
    page,
    // What one wrote last is among them only at the end.
    messages: timeline.hasNewer ? NO_MESSAGES : timeline.messages,
    canPin: rights.canPin && !live.archivedAt,
    canDelete: rights.canDelete,
    canWrite,
    failure,
  });
  const quote = useQuote(timeline.messages, context, quoted);
  const pending = outbox.filter((item) => item.channelId === channel.id);
  const lastAuthor = timeline.messages.at(-1)?.authorId;
  const isLinked = new URLSearchParams(location.search).has("message");

  function editLast(): void {
    const last = timeline.messages.findLast(({ id }) => id === context.newestOwnId);
    if (last) navigate(openAt(context.here, "edit", last), { preventScrollReset: true });
  }

  return (
    <>
      <Timeline
        timeline={timeline}
        context={context}
        now={clock}
        unread={unread}
        empty={
          pending.length > 0 ? "" : t(live.kind === "direct" ? "timeline.emptyDirect" : "timeline.empty")
        }
        openThreadId={/\/threads\/([0-9a-f-]{36})/.exec(location.pathname)?.[1]}
        target={target ?? undefined}
        visit={isLinked ? location.key : ""}
        // Without a live connection the links do what links do.
        loadMore={
          isOnline
            ? (direction, seq) =>
                direction === "older" ? store.loadOlder(channel.id, seq) : store.loadNewer(channel.id, seq)
            : undefined
        }
        onSeen={(seq) => {
          if (!isHeld && seq > (live.membership?.lastReadSeq ?? 0)) store.markRead(channel.id, seq);
        }}
        goToEndRef={goToEnd}
        renderOverlay={(end) =>
          (!end.isHere || isHeld) && (
            <JumpBarSlot
              channel={live}
              here={location.pathname}
              hasNewer={timeline.hasNewer}
              // Of what is not loaded only the server's count is known.
              newCount={timeline.hasNewer ? (live.membership?.unread ?? 0) : end.newCount}
              isAway={!end.isHere}
              onJump={end.goThere}
            />
          )
        }
      >
        {pending.map((item, index) => (
          <PendingMessage
            key={item.clientId}
            item={item}
            me={me}
            startsRun={index === 0 && lastAuthor !== me.id}
          />
        ))}
      </Timeline>
      <FailureNews items={pending} />
      <TypingLine channelId={channel.id} />
      {canWrite ? (
        <Composer
          channel={live}
          name={name}
          clientId={props.clientId}
          failure={failure?.values["intent"] === "send" ? failure : undefined}
          notice={props.notice}
          draft={draft}
          quote={quote}
          onEditLast={context.newestOwnId ? editLast : undefined}
          onSend={() => {
            // What one has just written stands at the end, so that is what is shown.
            if (timeline.hasNewer) navigate(location.pathname);
            else goToEnd.current();
          }}
        />
      ) : (
        closed && <closed.ClosedComposer channel={live} canArchive={rights.canArchive} />
      )}
    </>
  );
}

/** Says to those who do not see it that something was not sent. Where it stands, there is a way to try again. */
function FailureNews({ items }: { items: OutboxItem[] }) {
  const { t } = useTranslation();
  const count = items.filter(({ failure }) => failure !== undefined).length;
  return (
    <output className="sr-only">
      {/* Another element each time, so that the next one is told as well. */}
      {count > 0 && <span key={count}>{t("timeline.failed")}</span>}
    </output>
  );
}

function JumpBarSlot(props: JumpBarProps) {
  const part = useLazyPart(jumpBarPart, true);
  return part && <part.JumpBar {...props} />;
}
