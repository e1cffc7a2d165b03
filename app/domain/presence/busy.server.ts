import { findBusy } from "#app/domain/users/busy.server.ts";
import { broadcast, onNews } from "#app/platform/broadcast.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { isConnectedHere, setBusyHere } from "./presence.server.ts";

/** Whose switch is being read, and whether it may have changed since. */
const reading = singleton("busy", () => new Map<string, { isStale: boolean }>());

/**
 * Takes over what the database says of a person who is connected here. A change that comes while it is being read is read
 * after it, so that the last one stays.
 */
export async function readBusy(userId: string): Promise<void> {
  const current = reading.get(userId);
  if (current) {
    current.isStale = true;
    return;
  }
  const state = { isStale: true };
  reading.set(userId, state);
  try {
    while (state.isStale) {
      state.isStale = false;
      setBusyHere(userId, await findBusy(userId));
    }
  } finally {
    reading.delete(userId);
  }
}

/** After commit: every process reads it anew for the people connected to it. */
export async function spreadBusy(userId: string): Promise<void> {
  broadcast().tell("busy", userId);
  await readBusy(userId);
}

/** Hears of switches that were made through another process. `onError` gets what went wrong. */
export function hearBusy(onError: (error: unknown) => void): void {
  onNews<string>("busy", (userId) => {
    if (isConnectedHere(userId)) readBusy(userId).catch(onError);
  });
}
