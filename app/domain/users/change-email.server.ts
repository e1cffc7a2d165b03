import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { deliverLetter } from "#app/domain/mail/send-letter.server.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { issueMailedToken, revokeMailedTokens } from "#app/domain/tokens/mailed-tokens.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { ChangeEmailInput } from "./change-email.schema.ts";

const LINK_LIFETIME = DAY;
const UNDO_LIFETIME = 7 * DAY;

interface Change {
  userId: string;
  /** The address at the time of asking. */
  from: string;
  to: string;
  /** Whether the old address was known to be the person's. */
  isProven: boolean;
}

/** To the new address; where it has an account already, to that account's owner, who is told something else. */
const linkJob = defineJob<Change>("users.confirm-new-email", async ({ userId, to }) => {
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
  const token = await issueMailedToken(db(), { userId, purpose, subject: to, lifetime: LINK_LIFETIME });
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
const noticeJob = defineJob<Change>("users.tell-old-email", async ({ userId, from, to, isProven }) => {
  const user = await findActive(userId);
  if (!user) return;
  if (!isProven) return deliverLetter({ ...user, email: from }, { kind: "unproven_email_changing" });
  const token = await issueMailedToken(db(), {
    userId,
    purpose: "undo_email_change",
    subject: from,
    lifetime: UNDO_LIFETIME,
    // Else a second change would take away the link that the owner got of the first.
    keepsEarlier: true,
  });
  const values = { email: to, days: UNDO_LIFETIME / DAY };
  await deliverLetter(
    { ...user, email: from },
    { kind: "email_changing", path: `/undo-email-change?token=${token}`, values },
  );
});

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
  await requireProof(actor, proof);
  const user = await findActive(actor.userId);
  if (!user?.email) throw new AppError("unauthenticated");
  if (user.email === email) throw invalidField("email", "unchanged");
  const change = { userId: user.id, from: user.email, to: email, isProven: user.emailVerifiedAt !== null };
  await db().transaction(async (transaction) => {
    await linkJob.enqueue(transaction, change);
    await noticeJob.enqueue(transaction, change);
  });
}

/** The account has this address now, and has proven it. Links to the one before stop working. Throws `conflict`. */
export async function writeEmail(transaction: Queryable, userId: string, email: string): Promise<void> {
  try {
    await transaction
      .update(users)
      .set({ email, emailVerifiedAt: sql`now()` })
      .where(eq(users.id, userId));
  } catch (error) {
    if (!isUniqueViolation(error, "users_email_key")) throw error;
    throw new AppError("conflict", { key: "errors.email_taken" });
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
