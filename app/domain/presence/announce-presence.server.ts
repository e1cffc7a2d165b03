import { inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import { channelRoom, userRoom } from "#app/domain/announcements/announce.server.ts";
import { broadcast } from "#app/platform/broadcast.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import type { Presence } from "#app/shared/views.ts";
import { findPresence, listPresentUserIds } from "./presence.server.ts";

/** What the connections to this process have last been told; of everybody else, that they are offline. */
const told = singleton("presence told", () => new Map<string, Presence>());

/** Takes what is known for told, before anybody is connected. */
export function assumePresenceTold(): void {
  for (const userId of listPresentUserIds()) told.set(userId, findPresence(userId));
}

/**
 * Tells the connections to this process, which share a channel with them or are their own, how these people look now, where
 * that differs from what they were told. Each process does so for its own, from its own table: so nobody is told twice, and
 * a process that died needs nobody to speak for it. Rejects when the database is lost, having told nothing.
 */
export async function announcePresence(userIds: string[]): Promise<void> {
  const differing = userIds.filter((userId) => findPresence(userId) !== (told.get(userId) ?? "offline"));
  if (differing.length === 0) return;
  const rows = await db()
    .select({ userId: memberships.userId, channelId: memberships.channelId })
    .from(memberships)
    .where(inArray(memberships.userId, differing));
  const peopleByRoom = Map.groupBy(rows, ({ channelId }) => channelRoom(channelId));
  const roomsByPerson = Map.groupBy(rows, ({ userId }) => userId);
  // Nobody gets more frames than there are people, or than there are rooms, whichever is less.
  if (differing.length > peopleByRoom.size) {
    for (const [room, people] of peopleByRoom) for (const { userId } of people) tell(room, userId);
    for (const userId of differing) if (!roomsByPerson.has(userId)) tell(userRoom(userId), userId);
  } else {
    for (const userId of differing) {
      const rooms = (roomsByPerson.get(userId) ?? []).map(({ channelId }) => channelRoom(channelId));
      tell([userRoom(userId), ...rooms], userId);
    }
  }
  for (const userId of differing) note(userId);
}

function tell(rooms: string | string[], userId: string): void {
  const payload = { userId, presence: findPresence(userId) };
  broadcast().emit(rooms, "presence:changed", payload, { isLocal: true });
}

function note(userId: string): void {
  const presence = findPresence(userId);
  if (presence === "offline") told.delete(userId);
  else told.set(userId, presence);
}
