import { Link } from "@remix-run/react";
import { Check, CheckCheck } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { LiveState, ReceiptMarks } from "#app/hooks/live-state.ts";
import { findMessageState, listReaders } from "#app/hooks/message-state.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import type { ChannelView, MessageView } from "#app/shared/views.ts";

interface MessageStateProps {
  message: MessageView;
  channel: ChannelView;
  /** The reader's newest one tells it in words beneath its text, the others with a tick at the end of the line. */
  isNewest: boolean;
}

/** How far a message of the reader's own has got. With several people, how many of them have read it. */
export function MessageState({ message, channel, isNewest }: MessageStateProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const read = () => describe(store.getSnapshot().state, message);
  const [reached, count] = useSyncExternalStore(store.subscribe, read, read);
  const readers = channel.memberCount > 2 ? count : 0;
  const Tick = reached === "sent" ? Check : CheckCheck;
  const words = readers > 0 ? t("message.readBy", { count: readers }) : t(`message.${reached}`);
  const content = (
    <>
      <Tick size={isNewest ? 13 : 12} aria-hidden="true" />
      <span className={isNewest ? undefined : "sr-only"}>{words}</span>
    </>
  );
  const tone = reached === "read" ? "message-state-read" : "";
  const look = `${isNewest ? "message-state" : "message-tick"} ${tone}`;
  return (
    // One sees it by the way; nobody wants to hear it while they listen to what is new.
    <p aria-live="off">
      {readers > 0 ? (
        <Link
          to={`/channels/${channel.id}/messages/${message.id}/readers`}
          preventScrollReset
          title={isNewest ? undefined : words}
          className={look}
        >
          {content}
        </Link>
      ) : (
        <span title={isNewest ? undefined : words} className={look}>
          {content}
        </span>
      )}
    </p>
  );
}

type Described = readonly [reached: ReturnType<typeof findMessageState>, readers: number];

const NOBODY: ReadonlyMap<string, ReceiptMarks> = new Map();
/** By what is known of a channel's people, which is another map whenever that changes, and by message. */
const described = new WeakMap<ReadonlyMap<string, ReceiptMarks>, Map<string, Described>>();

/** Every event makes all own messages look; only receipts give them something to work out. */
function describe(state: LiveState, message: MessageView): Described {
  const receipts = state.receipts.get(message.channelId) ?? NOBODY;
  const known = described.get(receipts) ?? new Map<string, Described>();
  described.set(receipts, known);
  const found = known.get(message.id) ?? [
    findMessageState(state, message),
    listReaders(state, message).length,
  ];
  known.set(message.id, found);
  return found;
}
