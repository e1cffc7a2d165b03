import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";
import { findPeopleIn } from "./find-people.server.ts";
import { toMessageView } from "./message-view.server.ts";

/** Those of the messages that are in conversations of the actor's; the others are left out, whether there are any or not. */
export async function findMessages(
  actor: Actor,
  messageIds: string[],
): Promise<{ messages: MessageView[]; users: UserView[] }> {
  if (messageIds.length === 0) return { messages: [], users: [] };
  const isOwnChannel = and(
    eq(memberships.channelId, messages.channelId),
    eq(memberships.userId, actor.userId),
  );
  const rows = await db()
    .select(getTableColumns(messages))
    .from(messages)
    .innerJoin(memberships, isOwnChannel)
    .where(inArray(messages.id, messageIds));
  const found = rows.map(toMessageView);
  return { messages: found, users: await findUsersById(findPeopleIn(found)) };
}
