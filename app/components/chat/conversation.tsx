import { useNavigate } from "@remix-run/react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { openTimelineState } from "#app/hooks/timeline-state.ts";
import { useClock } from "#app/hooks/use-clock.ts";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ChannelView, MessagePage, OwnUserView } from "#app/shared/views.ts";
import { Composer } from "./composer.tsx";
import { PendingMessage } from "./pending-message.tsx";
import { Timeline, type OlderState } from "./timeline.tsx";

interface ConversationProps {
  channel: ChannelView;
  name: string;
  me: OwnUserView;
  /** The page of history that the server rendered. */
  page: MessagePage;
  clientId: string;
  now: string;
  failure: FormFailure | undefined;
}

/** A conversation one is in: its timeline, what is on its way, and the composer. */
export function Conversation({ channel, name, me, page, clientId, now, failure }: ConversationProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const { state, outbox, status } = useLive();
  const navigate = useNavigate();
  const [older, setOlder] = useState<OlderState>("idle");
  // The line stays where one left off for as long as the conversation is open.
  const [readOnOpening] = useState(channel.membership?.lastReadSeq ?? 0);
  const [lastOnOpening] = useState(channel.lastSeq);

  useEffect(() => store.showHistory(channel.id, page, "open"), [store, channel.id, page]);

  async function loadOlder(seq: number): Promise<void> {
    setOlder("loading");
    setOlder((await store.loadOlder(channel.id, seq)) ? "idle" : "failed");
  }

  const timeline = useMemo(
    () => state.timelines.get(channel.id) ?? openTimelineState(page),
    [state.timelines, channel.id, page],
  );
  const users = useMemo(() => {
    return new Map([...page.users.map((user) => [user.id, user] as const), ...state.users]);
  }, [page.users, state.users]);
  const clock = useClock(now);
  const known = state.channels.get(channel.id)?.membership?.lastReadSeq ?? 0;
  const pending = outbox.filter((item) => item.channelId === channel.id);
  const lastAuthor = timeline.messages.at(-1)?.authorId;

  return (
    <>
      <Timeline
        timeline={timeline}
        users={users}
        now={clock}
        unreadAfter={readOnOpening < lastOnOpening ? readOnOpening : undefined}
        empty={
          pending.length > 0
            ? ""
            : channel.kind === "direct"
              ? t("timeline.emptyDirect")
              : t("timeline.empty")
        }
        older={older}
        // Without a live connection the link does what links do.
        onOlder={status === "online" ? (seq) => void loadOlder(seq) : undefined}
        onSeen={(seq) => {
          if (seq > known) store.markRead(channel.id, seq);
        }}
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
      {channel.archivedAt ? (
        <p className="border-t border-line p-4 text-center text-ink-muted">{t("composer.archived")}</p>
      ) : (
        <Composer
          channelId={channel.id}
          name={name}
          clientId={clientId}
          failure={failure}
          onSend={() => {
            // What one has just written stands at the end, so that is what is shown.
            if (timeline.hasNewer) navigate("?");
          }}
        />
      )}
    </>
  );
}
