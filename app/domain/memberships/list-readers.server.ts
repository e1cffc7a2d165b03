import { and, count, eq, gte, lt, ne, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { toUserView } from "#app/domain/users/user-view.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { MessageView, ReceiptView, UserView } from "#app/shared/views.ts";
import { selectReadSeq } from "./list-receipts.server.ts";
import { requireMembership } from "./membership.policy.server.ts";

/** More names than that nobody reads; they are counted all the same. */
const LISTED_MAX = 200;

interface Readers {
  /** By display name, up to 200 of each: who has read it, who only got it, who has not got it. */
  people: UserView[];
  receipts: ReceiptView[];
  /** Set where not everybody is listed. */
  counts: { read: number; delivered: number } | null;
}

/**
 * Who has read a message and who has got it, apart from its author, as far as the actor may know. Throws as
 * `requireMembership`, `rate_limited`.
 */
export async function listReaders(
  actor: Actor,
  { channelId, authorId, seq }: Pick<MessageView, "channelId" | "authorId" | "seq">,
): Promise<Readers> {
  await consumeLimit("search by user", actor.userId);
  await requireMembership(actor, channelId);
  const readSeq = await selectReadSeq(actor);
  const deliveredSeq = memberships.lastDeliveredSeq;
  const others = and(eq(memberships.channelId, channelId), ne(memberships.userId, authorId));
  const hasRead = sql`${readSeq} >= ${seq}`;
  const hasOnlyGot = and(gte(deliveredSeq, seq), sql`not ${hasRead}`);
  const list = (condition?: SQL) =>
    db()
      .select({ user: users, deliveredSeq, readSeq })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(others, condition))
      .orderBy(sql`lower(${users.displayName})`, users.id)
      .limit(LISTED_MAX);
  const [groups, [counted]] = await Promise.all([
    Promise.all([list(hasRead), list(hasOnlyGot), list(and(lt(deliveredSeq, seq), sql`not ${hasRead}`))]),
    db()
      .select({
        all: count(),
        read: sql<number>`count(*) filter (where ${hasRead})`.mapWith(Number),
        delivered: sql<number>`count(*) filter (where ${hasOnlyGot})`.mapWith(Number),
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(others),
  ]);
  const rows = groups.flat();
  const { all, ...counts } = counted ?? { all: 0, read: 0, delivered: 0 };
  return {
    people: rows.map(({ user }) => toUserView(user)),
    receipts: rows.map(({ user, ...marks }) => ({ userId: user.id, ...marks })),
    counts: all > rows.length ? counts : null,
  };
}
