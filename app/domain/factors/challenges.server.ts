import { randomBytes } from "node:crypto";
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { challenges } from "#app/db/schema/index.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { PasskeyPurpose } from "./factors.schema.ts";

const LIFETIME = 5 * MINUTE;

/** What a challenge may be answered for, and by whom; null where the answer itself tells who it is. */
export interface ChallengeUse {
  purpose: PasskeyPurpose;
  userId: string | null;
}

/** 256 random bits that a passkey has to sign within five minutes. */
export async function issueChallenge({ purpose, userId }: ChallengeUse): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32));
  await db()
    .delete(challenges)
    .where(lt(challenges.expiresAt, sql`now()`));
  await db()
    .insert(challenges)
    .values({
      id: Buffer.from(challenge).toString("base64url"),
      purpose,
      userId,
      expiresAt: new Date(Date.now() + LIFETIME),
    });
  return challenge;
}

/** Uses a challenge up, whatever becomes of its answer. False for one that was not made for this, was used, or is too old. */
export async function takeChallenge(id: string, { purpose, userId }: ChallengeUse): Promise<boolean> {
  const taken = await db()
    .delete(challenges)
    .where(
      and(
        eq(challenges.id, id),
        eq(challenges.purpose, purpose),
        userId ? eq(challenges.userId, userId) : isNull(challenges.userId),
        gt(challenges.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: challenges.id });
  return taken.length > 0;
}
