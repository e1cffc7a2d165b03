import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { passwords, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import { closeConnections, markAllEnded } from "#app/domain/sessions/end-session.server.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { revokeMailedTokens } from "#app/domain/tokens/mailed-tokens.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ChangePasswordInput } from "./change-password.schema.ts";
import { findPasswordState, lockSamePassword } from "./password-state.server.ts";
import { checkNewPassword, hashPassword, writePassword } from "./passwords.server.ts";
import type { UserRow } from "./user-view.server.ts";

const REASON = "password_changed";

/**
 * Sets a new password, also where there was none. Every other session ends, and links for a new password or address stop
 * working. Throws `invalid_input` without proof or for a weak password, `unauthenticated` where the password was changed
 * meanwhile, `locked`, `rate_limited`.
 */
export async function changePassword(
  actor: Actor,
  { newPassword, ...proof }: ChangePasswordInput,
): Promise<void> {
  const passwordState = await findPasswordState(actor.userId);
  await requireProof(actor, proof);
  const user = await db().query.users.findFirst({ where: eq(users.id, actor.userId) });
  if (!user) throw new AppError("unauthenticated");
  const passwordHash = await hashNewPassword(user, newPassword);
  const ended = await db().transaction(async (transaction) => {
    // Else whoever knew the old password could undo, by a change in flight, what a link for a new one just did.
    if (!(await lockSamePassword(transaction, actor.userId, passwordState, "update")))
      throw new AppError("unauthenticated");
    await writePassword(transaction, actor.userId, passwordHash);
    await revokeMailedTokens(transaction, actor.userId, "reset_password", "change_email");
    await notifyByMail(transaction, actor.userId, { kind: "password_changed", path: "/forgot-password" });
    const sessions = await markAllEnded(transaction, actor.userId, REASON, actor.sessionId);
    await recordAudit(transaction, actor, {
      action: "password.change",
      target: { type: "user", id: actor.userId },
    });
    return sessions;
  });
  closeConnections(ended, REASON);
}

/** The hash of what somebody chose as `newPassword`. Throws `invalid_input` for one that is easy to guess. */
export async function hashNewPassword(
  { username, email, displayName }: UserRow,
  newPassword: string,
): Promise<string> {
  const weakness = await checkNewPassword(newPassword, [username, email ?? "", displayName], "newPassword");
  if (weakness) throw new AppError("invalid_input", { errors: [weakness] });
  return hashPassword(newPassword);
}

/** From now on no password opens the account. */
export async function removePassword(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(passwords).where(eq(passwords.userId, userId));
}
