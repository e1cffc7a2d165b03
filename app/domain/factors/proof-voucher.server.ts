import { and, eq, gt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { challenges } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";

/** No challenge looks like it: base64url has no colon. */
function voucherId({ sessionId }: Actor): string {
  return `proof:${sessionId}`;
}

/** Notes that a passkey was shown in this session, for one step within two minutes that always asks. */
export async function issueProofVoucher(actor: Actor): Promise<void> {
  const expiresAt = sql`now() + interval '2 minutes'`;
  await db()
    .insert(challenges)
    .values({ id: voucherId(actor), purpose: "prove", userId: actor.userId, expiresAt })
    .onConflictDoUpdate({ target: challenges.id, set: { expiresAt } });
}

/** Uses the note up. False where there is none, or it is too old. */
export async function takeProofVoucher(actor: Actor): Promise<boolean> {
  const taken = await db()
    .delete(challenges)
    .where(and(eq(challenges.id, voucherId(actor)), gt(challenges.expiresAt, sql`now()`)))
    .returning({ id: challenges.id });
  return taken.length > 0;
}
