import { singleton } from "./singleton.server.ts";

/**
 * How the domain reaches connected clients without knowing what connects them. Rooms are names; a connection is in any
 * number of them. realtime/ plugs Socket.IO in; before that, and in scripts, nobody listens.
 */
export interface Broadcast {
  /** Every connection in one of `rooms` gets it once. */
  emit(rooms: string | string[], event: string, payload: unknown): void;
  /** Every connection in `room` also enters `target`. */
  join(room: string, target: string): void;
  /** Every connection in `room` leaves `target`. */
  leave(room: string, target: string): void;
  /** Loses every connection in one of `rooms` without a word, which their clients take for a reason to come back. */
  reconnect(rooms: string[]): void;
  /** Sends a last event to every connection in `room` and closes it. */
  close(room: string, event: string, payload: unknown): void;
}

const nobody: Broadcast = { emit() {}, join() {}, leave() {}, reconnect() {}, close() {} };
const holder = singleton("broadcast", () => ({ current: nobody }));

export function setBroadcast(broadcast: Broadcast): void {
  holder.current = broadcast;
}

export function broadcast(): Broadcast {
  return holder.current;
}
