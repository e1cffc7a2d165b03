import { onTestFinished } from "vitest";
import { broadcast, setBroadcast } from "#app/platform/broadcast.server.ts";
import type { MessageView } from "#app/shared/views.ts";

export interface Announced {
  rooms: string | string[];
  event: string;
  payload: unknown;
}

/** Writes down what the domain tells from now until the end of the test, in order, in place of telling it. */
export function recordAnnouncements(): Announced[] {
  const announced: Announced[] = [];
  const before = broadcast();
  onTestFinished(() => setBroadcast(before));
  setBroadcast({
    emit: (rooms, event, payload) => void announced.push({ rooms, event, payload }),
    join() {},
    leave() {},
    reconnect() {},
    close() {},
    tell() {},
  });
  return announced;
}

/** The messages that a channel was told of, new or changed, in order. */
export function findTold(announced: Announced[], channelId: string): MessageView[] {
  return announced
    .filter(({ rooms, event }) => rooms === `channel:${channelId}` && event.startsWith("message:"))
    .map(({ payload }) => (payload as { message: MessageView }).message);
}
