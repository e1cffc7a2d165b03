import { broadcast } from "#app/platform/broadcast.server.ts";
import type { Announcements } from "#app/shared/events.ts";

export const channelRoom = (channelId: string) => `channel:${channelId}`;
export const userRoom = (userId: string) => `user:${userId}`;
export const sessionRoom = (sessionId: string) => `session:${sessionId}`;

/** Tells every connected member of a channel. Call after commit only. */
export function announceToChannel<E extends keyof Announcements>(
  channelId: string,
  event: E,
  payload: Announcements[E],
): void {
  broadcast().emit(channelRoom(channelId), event, payload);
}

/** Tells every connected member of a channel but one person. */
export function announceToOthers<E extends keyof Announcements>(
  userId: string,
  channelId: string,
  event: E,
  payload: Announcements[E],
): void {
  broadcast().emit(channelRoom(channelId), event, payload, { except: userRoom(userId) });
}

/** Tells every connection of one person. Call after commit only. */
export function announceToUser<E extends keyof Announcements>(
  userId: string,
  event: E,
  payload: Announcements[E],
): void {
  broadcast().emit(userRoom(userId), event, payload);
}

/** Tells a person's own connections and everybody who shares one of these channels. Call after commit only. */
export function announceToPeers<E extends keyof Announcements>(
  userId: string,
  channelIds: string[],
  event: E,
  payload: Announcements[E],
): void {
  broadcast().emit([userRoom(userId), ...channelIds.map(channelRoom)], event, payload);
}

/** From now on the person's connections hear the channel. */
export function admitToChannel(userId: string, channelId: string): void {
  broadcast().join(userRoom(userId), channelRoom(channelId));
}

/** From now on the person's connections hear nothing of the channel. */
export function dismissFromChannel(userId: string, channelId: string): void {
  broadcast().leave(userRoom(userId), channelRoom(channelId));
}

/**
 * After what people may do has changed: a connection keeps the rights it came with, so they all have to come back, and are
 * let in by what is true now. Looking at the rights with every request would be a round trip more for each message, for
 * something that an admin does once a month; and who may hear nothing any more would go on hearing until they ask. To
 * clients it is what any restart of the server is.
 */
export function reconnectPeople(userIds: string[]): void {
  if (userIds.length > 0) broadcast().reconnect(userIds.map(userRoom));
}

/** Tells the connections of an ended session why, and closes them. */
export function closeSessionConnections(sessionId: string, reason: string): void {
  broadcast().close(sessionRoom(sessionId), "session:ended", { reason });
}
