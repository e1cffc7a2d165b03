import type { Requests } from "#app/shared/events.ts";
import { RECEIPTS_LIVE_MAX } from "#app/shared/limits.ts";
import { applyReadMark, applyUnreadMark } from "./channel-state.ts";
import type { RequestError } from "./connection.ts";
import type { LiveState } from "./live-state.ts";
import { createMarks } from "./marks.ts";

interface ReadingOptions {
  /** Throws `RequestError`. */
  ask: <E extends keyof Requests>(event: E, payload: Requests[E]["ask"]) => Promise<Requests[E]["answer"]>;
  readState: () => LiveState;
  update: (change: (state: LiveState) => LiveState) => void;
  /** Asks what is true, after something that was shown was refused. */
  sync: () => void;
}

/** A mark that was not taken for one of these reasons is told again. */
const TRANSIENT = new Set(["offline", "rate_limited", "unavailable"]);

/** How far the person has read in each conversation, and how far messages have come to this device. */
export function createReading({ ask, readState, update, sync }: ReadingOptions) {
  const tell = (event: "channel:read" | "channel:delivered") => (channelId: string, seq: number) =>
    ask(event, { channelId, seq }).then(
      () => true,
      (error: RequestError) => !TRANSIENT.has(error.code),
    );
  const readMarks = createMarks(tell("channel:read"));
  const deliveredMarks = createMarks(tell("channel:delivered"));
  // Marked as unread by the person who is looking at it: seeing it does not read it.
  const paused = new Set<string>();

  return {
    /** Marks that the server does not know of yet. */
    pending: readMarks.pending,
    /** `isMeant`: the person asked for it. Otherwise what they have just marked as unread stays so. */
    markRead: (channelId: string, seq: number, isMeant = false): void => {
      if (isMeant) paused.delete(channelId);
      if (paused.has(channelId)) return;
      update((state) => applyReadMark(state, channelId, seq));
      readMarks.move(channelId, seq);
    },
    /** The message with this number and all after it become unread. Throws `RequestError`, and then nothing has changed. */
    markUnread: async (channelId: string, seq: number): Promise<void> => {
      paused.add(channelId);
      readMarks.forget(channelId);
      update((state) => applyUnreadMark(state, channelId, seq));
      await ask("channel:unread", { channelId, seq }).catch((error: RequestError) => {
        paused.delete(channelId);
        sync();
        throw error;
      });
    },
    /** Throws `RequestError`, and then nothing has changed. */
    markAllRead: async (): Promise<void> => {
      paused.clear();
      update((state) =>
        [...state.channels.values()].reduce(
          (next, channel) => applyReadMark(next, channel.id, channel.lastSeq),
          state,
        ),
      );
      await ask("channel:read-all", {}).catch((error: RequestError) => {
        sync();
        throw error;
      });
    },
    /** The person comes to a conversation, or writes in it: what they see counts as read again. */
    resume: (channelId: string) => void paused.delete(channelId),
    /** What others wrote there has come to this device. In large channels nobody is told. */
    deliver(channelId: string): void {
      const channel = readState().channels.get(channelId);
      if (!channel?.membership || channel.memberCount > RECEIPTS_LIVE_MAX) return;
      const { lastDeliveredSeq, lastReadSeq } = channel.membership;
      if (channel.lastSeq > Math.max(lastDeliveredSeq, lastReadSeq))
        deliveredMarks.move(channelId, channel.lastSeq);
    },
  };
}
