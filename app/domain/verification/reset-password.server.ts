import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { removeAllFactors } from "#app/domain/factors/remove-factors.server.ts";
import { removeAllIdentities } from "#app/domain/identities/remove-identities.server.ts";
import { clearAllFailures } from "#app/domain/lockouts/lockouts.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import { closeConnections, markAllEnded } from "#app/domain/sessions/end-session.server.ts";
import { findMailedToken, revokeMailedTokens } from "#app/domain/tokens/mailed-tokens.server.ts";
import { markEmailVerified } from "#app/domain/users/change-email.server.ts";
import { hashNewPassword } from "#app/domain/users/change-password.server.ts";
import { writePassword } from "#app/domain/users/passwords.server.ts";
import { consumeLimit, forgetLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { takeToken } from "./take-token.server.ts";
import type { ResetPasswordInput } from "./verification.schema.ts";

const REASON = "password_reset";

/** Whose password the link of a mail would set; null for a link that is no longer good. */
export async function findReset(token: string): Promise<{ username: string } | null> {
  const row = await findMailedToken(token, "reset_password");
  const user = row && (await db().query.users.findFirst({ where: eq(users.id, row.userId) }));
  return user && !user.deactivatedAt ? { username: user.username } : null;
}

/**
 * Sets a new password by the link of a mail. Every session ends, a lockout is lifted, and other links for the account stop
 * working; a second factor stays. The address the link was mailed to is proven by it; where that is the first time, somebody
 * else may have signed up with it, so what they could get in by, factors and accounts elsewhere, is removed.
 * Throws `gone`, `invalid_input` for a weak password, which leaves the link good, `rate_limited`.
 */
export async function resetPassword(input: ResetPasswordInput, address: string): Promise<void> {
  await consumeLimit("token by address", address);
  const row = await findMailedToken(input.token, "reset_password");
  const owner = row && (await db().query.users.findFirst({ where: eq(users.id, row.userId) }));
  // Looked at again when it is used; here it saves the work of rating and hashing.
  if (!owner) throw new AppError("gone", { key: "errors.link_expired" });
  const passwordHash = await hashNewPassword(owner, input.newPassword);
  const ended = await db().transaction(async (transaction) => {
    const { user, row: used } = await takeToken(transaction, input.token, "reset_password");
    await writePassword(transaction, user.id, passwordHash);
    await revokeMailedTokens(transaction, user.id, "reset_password", "change_email");
    if (user.email === used.subject && !user.emailVerifiedAt) {
      await removeAllFactors(transaction, user.id);
      await removeAllIdentities(transaction, user.id);
      await markEmailVerified(transaction, user.id);
    }
    await notifyByMail(transaction, user.id, { kind: "password_changed", path: "/forgot-password" });
    await clearAllFailures(user.id, transaction);
    // All that there are: the account is locked, and a log-in locks it before it makes a session (startSession).
    const sessions = await markAllEnded(transaction, user.id, REASON);
    await recordAudit(
      transaction,
      { userId: user.id },
      {
        action: "password.reset",
        target: { type: "user", id: user.id },
      },
    );
    return sessions;
  });
  closeConnections(ended, REASON);
  await forgetLimit("log-in by account", owner.id);
}
