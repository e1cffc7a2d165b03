import { setImmediate } from "node:timers/promises";
import { endTypingOf } from "#app/domain/typing/typing.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { announcePresence, assumePresenceTold } from "./announce-presence.server.ts";
import { hearBusy, readBusy } from "./busy.server.ts";
import { startPresenceLease, type PresenceLease } from "./lease.server.ts";
import { addConnection, isConnectedHere, removeConnection, watchPresence } from "./presence.server.ts";

/** Changes within such a while are told together, and of what comes and goes within it, nothing. Milliseconds. */
const WINDOW = 250;

const state = singleton("presence running", () => ({
  lease: undefined as PresenceLease | undefined,
  changed: new Set<string>(),
  window: undefined as NodeJS.Timeout | undefined,
}));

/** Begins to tell of presence, here and to the other processes. `onError` gets what went wrong on the way. */
export async function startPresence(onError: (error: unknown) => void): Promise<void> {
  const lease = startPresenceLease();
  state.lease = lease;
  watchPresence((userId) => {
    state.changed.add(userId);
    state.window ??= setTimeout(() => void tell(lease, onError), WINDOW).unref();
  });
  hearBusy(onError);
  await lease.learn();
  assumePresenceTold();
}

/** The other processes learn that this one goes, and its people with it unless they come to them. */
export async function stopPresence(): Promise<void> {
  clearTimeout(state.window);
  watchPresence(() => {});
  state.lease?.end();
  // What was announced leaves at the end of the turn.
  await setImmediate();
}

async function tell(lease: PresenceLease, onError: (error: unknown) => void): Promise<void> {
  const userIds = [...state.changed];
  state.changed.clear();
  lease.publish(userIds);
  try {
    await announcePresence(userIds);
  } catch (error) {
    for (const userId of userIds) state.changed.add(userId);
    onError(error);
  }
  state.window =
    state.changed.size > 0 ? setTimeout(() => void tell(lease, onError), WINDOW).unref() : undefined;
}

/** The person is there by one more connection. Resolves when it is known whether they are busy. */
export async function enterPresence(userId: string, connectionId: string): Promise<void> {
  addConnection(userId, connectionId);
  await readBusy(userId);
}

/** `isFinal`: they logged out, rather than lost their connection or loaded the page again. */
export function leavePresence(userId: string, connectionId: string, { isFinal }: { isFinal: boolean }): void {
  removeConnection(userId, connectionId, { lingers: !isFinal });
  if (!isConnectedHere(userId)) endTypingOf(userId);
}
