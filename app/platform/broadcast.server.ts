import { singleton } from "./singleton.server.ts";

/**
 * How the domain reaches connected clients, and the other processes, without knowing what connects them. Rooms are names; a
 * connection is in any number of them. What is asked for in one turn of the event loop is done at its end, in order, and
 * events of one kind to the same rooms leave as one, `{ batch }`. realtime/ plugs Socket.IO in; before that, and in scripts,
 * nobody listens.
 */
export interface Broadcast {
  /** Every connection in one of `rooms` gets it once. */
  emit(rooms: string | string[], event: string, payload: unknown, options?: EmitOptions): void;
  /** Every connection in `room` also enters `target`. */
  join(room: string, target: string): void;
  /** Every connection in `room` leaves `target`. */
  leave(room: string, target: string): void;
  /** Loses every connection in one of `rooms` without a word, which their clients take for a reason to come back. */
  reconnect(rooms: string[]): void;
  /** Sends a last event to every connection in `room` and closes it. */
  close(room: string, event: string, payload: unknown): void;
  /** Tells the other processes, which hear it by `onNews`. May get lost while Redis is. */
  tell(topic: string, news: unknown): void;
}

export interface EmitOptions {
  /** A room whose connections do not get it. */
  except?: string;
  /** Only connections to this process get it: the others tell theirs by themselves. */
  isLocal?: boolean;
}

const nobody: Broadcast = { emit() {}, join() {}, leave() {}, reconnect() {}, close() {}, tell() {} };
const holder = singleton("broadcast", () => ({
  current: nobody,
  listeners: new Map<string, (news: unknown) => void>(),
}));

export function setBroadcast(broadcast: Broadcast): void {
  holder.current = broadcast;
}

export function broadcast(): Broadcast {
  return holder.current;
}

/** Hears what other processes tell on a topic. A later listener takes the place of an earlier one. */
export function onNews<News>(topic: string, listener: (news: News) => void): void {
  holder.listeners.set(topic, listener as (news: unknown) => void);
}

/** For what carries the news from one process to the next. */
export function hearNews(topic: string, news: unknown): void {
  holder.listeners.get(topic)?.(news);
}
