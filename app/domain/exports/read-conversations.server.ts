import { and, eq, gt, inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, memberships, messages, users } from "#app/db/schema/index.ts";

/** Messages that are held at the same time. */
const PAGE = 500;

/**
 * The conversations that a person is in, and those they left messages in. What a private channel is called is no business
 * of somebody who has left it.
 */
export async function readChannelData(userId: string) {
  const wroteIn = db()
    .selectDistinct({ id: messages.channelId })
    .from(messages)
    .where(eq(messages.authorId, userId));
  const [joined, written] = await Promise.all([
    db()
      .select({ channel: channels, membership: memberships })
      .from(memberships)
      .innerJoin(channels, eq(channels.id, memberships.channelId))
      .where(eq(memberships.userId, userId)),
    db().select().from(channels).where(inArray(channels.id, wroteIn)),
  ]);
  const people = await readDirectMembers(
    joined.filter(({ channel }) => channel.kind === "direct").map(({ channel }) => channel.id),
  );
  const isJoined = new Set(joined.map(({ channel }) => channel.id));
  return [
    ...joined.map(({ channel, membership }) => ({
      ...describe(channel, channel.name),
      topic: channel.topic,
      role: membership.role,
      joinedAt: membership.joinedAt,
      lastReadSeq: membership.lastReadSeq,
      isMuted: membership.muted,
      people: people.filter((person) => person.channelId === channel.id).map(({ name }) => name),
    })),
    ...written
      .filter(({ id }) => !isJoined.has(id))
      .map((channel) => ({
        ...describe(channel, channel.kind === "public" ? channel.name : null),
        role: null,
      })),
  ];
}

function describe({ id, kind }: typeof channels.$inferSelect, name: string | null) {
  return { id, kind, name };
}

async function readDirectMembers(channelIds: string[]) {
  if (channelIds.length === 0) return [];
  return db()
    .select({ channelId: memberships.channelId, name: users.displayName })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inArray(memberships.channelId, channelIds));
}

/** What a person wrote in one conversation, oldest first, each a line of JSON. Deleted messages have no text any more. */
export async function* readOwnMessages(userId: string, channelId: string): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const rows = await db()
      .select({
        id: messages.id,
        seq: messages.seq,
        body: messages.body,
        parentId: messages.parentId,
        files: messages.files,
        createdAt: messages.createdAt,
        editedAt: messages.editedAt,
        deletedAt: messages.deletedAt,
      })
      .from(messages)
      .where(
        and(
          eq(messages.channelId, channelId),
          eq(messages.authorId, userId),
          eq(messages.kind, "text"),
          gt(messages.seq, after),
        ),
      )
      .orderBy(messages.seq)
      .limit(PAGE);
    for (const row of rows) yield `${JSON.stringify(row)}\n`;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq;
  }
}
