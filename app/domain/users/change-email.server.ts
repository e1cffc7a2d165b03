import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { deliverLetter } from "#app/domain/mail/send-letter.server.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { isHeldAddress } from "#app/domain/tokens/held-address.server.ts";
import {
  hasUsedTokenSince,
  issueMailedToken,
  revokeMailedTokens,
} from "#app/domain/tokens/mailed-tokens.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { ChangeEmailInput } from "./change-email.schema.ts";
import { findPasswordState, lockSamePassword } from "./password-state.server.ts";

const LINK_LIFETIME = DAY;
const UNDO_LIFETIME = 7 * DAY;

interface Change {
  userId: string;
  /** The address at the time of asking. */
  from: string;
  to: string;
  /** Whether the old address was known to be the person's. */
  isProven: boolean;
  /** Milliseconds since 1970. */
  askedAt: number;
  /** Of the password at the time of asking. */
  passwordState: number;
}

/**
 * To the new address; where it has an account already, to that account's owner, who is told something else. A new password
 * or another address since then may be the owner's, who shuts out whoever has asked for this.
 */
const linkJob = defineJob<Change>("users.confirm-new-email", async ({ userId, from, to, passwordState }) => {
  const user = await findActive(userId);
  if (!user) return;
  const owner = await db().query.users.findFirst({ where: and(eq(users.email, to), ne(users.id, userId)) });
  if (owner) {
    await revokeMailedTokens(db(), userId, "change_email");
    if (!owner.deactivatedAt)
      await deliverLetter({ ...owner, email: to }, { kind: "address_in_use", path: "/login" });
    return;
  }
  const purpose = "change_email";
  const token = await db().transaction(async (transaction) => {
    const locked = await lockSamePassword(transaction, userId, passwordState);
    if (locked?.email !== from) return null;
    return issueMailedToken(transaction, { userId, purpose, subject: to, lifetime: LINK_LIFETIME });
  });
  if (token === null) return;
  const values = { email: to, hours: LINK_LIFETIME / HOUR };
  await deliverLetter(
    { ...user, email: to },
    { kind: "change_email", path: `/confirm-email?token=${token}`, values },
  );
});

/**
 * To the old address. A link that takes the account back goes only where the address was proven: a mistyped one belongs to
 * a stranger.
 */
const noticeJob = defineJob<Change>(
  "users.tell-old-email",
  async ({ userId, from, to, isProven, ...change }) => {
    const user = await findActive(userId);
    if (!user) return;
    if (!isProven) return deliverLetter({ ...user, email: from }, { kind: "unproven_email_changing" });
    const askedAt = new Date(change.askedAt);
    const purpose = "undo_email_change";
    const token = await db().transaction(async (transaction) => {
      await transaction.select().from(users).where(eq(users.id, userId)).for("share");
      // The owner has the account back: whoever asked must not get a link that takes it once more.
      if (await hasUsedTokenSince(transaction, userId, purpose, askedAt)) return null;
      return issueMailedToken(transaction, {
        userId,
        purpose,
        subject: from,
        lifetime: UNDO_LIFETIME,
        // Else a second change would take away the link that the owner got of the first.
        keepsEarlier: true,
        askedAt,
      });
    });
    if (token === null) return;
    const values = { email: to, days: UNDO_LIFETIME / DAY };
    await deliverLetter(
      { ...user, email: from },
      { kind: "email_changing", path: `/undo-email-change?token=${token}`, values },
    );
  },
);

function findActive(userId: string) {
  return db().query.users.findFirst({ where: and(eq(users.id, userId), isNull(users.deactivatedAt)) });
}

/**
 * Asks for another address: it changes when the link that is mailed there is opened, and the old one is told. Whether
 * somebody has the new address already shows nowhere but in its own mailbox.
 * Throws `invalid_input` without proof or for one's own address, `rate_limited`.
 */
export async function requestEmailChange(
  actor: Actor,
  { email, ...proof }: ChangeEmailInput,
  address: string,
): Promise<void> {
  await consumeLimit("verification by address", address);
  await consumeLimit("verification by account", actor.userId);
  const askedAt = Date.now();
  const passwordState = await findPasswordState(actor.userId);
  await requireProof(actor, proof);
  const user = await findActive(actor.userId);
  if (!user?.email) throw new AppError("unauthenticated");
  if (user.email === email) throw invalidField("email", "unchanged");
  const isProven = user.emailVerifiedAt !== null;
  const change = { userId: user.id, from: user.email, to: email, isProven, askedAt, passwordState };
  await db().transaction(async (transaction) => {
    await linkJob.enqueue(transaction, change);
    await noticeJob.enqueue(transaction, change);
  });
}

/** The account has this address now, and has proven it. Links to the one before stop working. Throws `conflict`. */
export async function writeEmail(transaction: Queryable, userId: string, email: string): Promise<void> {
  const taken = new AppError("conflict", { key: "errors.email_taken" });
  if (await isHeldAddress(transaction, email, userId)) throw taken;
  try {
    await transaction
      .update(users)
      .set({ email, emailVerifiedAt: sql`now()` })
      .where(eq(users.id, userId));
  } catch (error) {
    if (!isUniqueViolation(error, "users_email_key")) throw error;
    throw taken;
  }
  await revokeMailedTokens(transaction, userId, "verify_email", "change_email", "reset_password");
}

/** The account's address is known to be the person's. */
export async function markEmailVerified(transaction: Queryable, userId: string): Promise<void> {
  await transaction
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())` })
    .where(eq(users.id, userId));
}
