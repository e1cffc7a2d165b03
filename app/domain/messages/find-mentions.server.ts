import { and, eq, inArray, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { MENTIONS_MAX } from "#app/shared/limits.ts";
import { findMentionNames } from "./mention-names.ts";

/** Members of the channel whom a text names, in the order of the text, as far as one message may name people. */
export async function findMentionedIds(
  channelId: string,
  body: string,
  database: Queryable = db(),
): Promise<string[]> {
  const { names } = findMentionNames(body);
  if (names.length === 0) return [];
  const username = sql<string>`lower(${users.username})`;
  const rows = await database
    .select({ id: users.id, username })
    .from(users)
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.channelId, channelId)))
    .where(inArray(username, names));
  const idOf = new Map(rows.map((row) => [row.username, row.id]));
  return names.flatMap((name) => idOf.get(name) ?? []).slice(0, MENTIONS_MAX);
}

/** Whether a text of the actor's calls everybody; without message.mention.all the words are plain text. */
export function findMentionAll(actor: Actor, body: string): "channel" | "here" | null {
  return can(actor, "message.mention.all") ? findMentionNames(body).all : null;
}
