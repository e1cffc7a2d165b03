import { db } from "#app/db/client.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { removeFactorsSince } from "#app/domain/factors/remove-factors.server.ts";
import { removeIdentitiesSince } from "#app/domain/identities/remove-identities.server.ts";
import { closeConnections, markAllEnded } from "#app/domain/sessions/end-session.server.ts";
import {
  findMailedToken,
  issueMailedToken,
  revokeLaterTokens,
} from "#app/domain/tokens/mailed-tokens.server.ts";
import { writeEmail } from "#app/domain/users/change-email.server.ts";
import { removePassword } from "#app/domain/users/change-password.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { RESET_LIFETIME } from "./request-reset.server.ts";
import { takeToken } from "./take-token.server.ts";

const REASON = "email_change_undone";

/** The address that the link of a mail would bring back; null for a link that is no longer good. */
export async function findUndo(token: string): Promise<string | null> {
  return (await findMailedToken(token, "undo_email_change"))?.subject ?? null;
}

/**
 * Gives the account back to the address that the token was mailed to: the address is the old one, every session ends, and
 * what lets somebody else in is gone: the password, recovery codes, and whatever factors and accounts elsewhere were added
 * since the change was asked for. Returns a token that sets a new password.
 * Throws `gone`, `conflict` for an address that somebody else has taken meanwhile, `rate_limited`.
 */
export async function undoEmailChange(token: string, address: string): Promise<string> {
  await consumeLimit("token by address", address);
  const { ended, resetToken } = await db().transaction(async (transaction) => {
    const { user, row } = await takeToken(transaction, token, "undo_email_change");
    const { subject, createdAt } = row;
    await writeEmail(transaction, user.id, subject);
    // Those went to addresses that are not the person's any more. Earlier ones may be an owner's whom this one takes from.
    await revokeLaterTokens(transaction, row);
    await removePassword(transaction, user.id);
    await removeFactorsSince(transaction, user.id, createdAt);
    await removeIdentitiesSince(transaction, user.id, createdAt);
    // All that there are: the account is locked, and a log-in locks it before it makes a session (startSession).
    const sessions = await markAllEnded(transaction, user.id, REASON);
    const reset = await issueMailedToken(transaction, {
      userId: user.id,
      purpose: "reset_password",
      subject,
      lifetime: RESET_LIFETIME,
    });
    await recordAudit(
      transaction,
      { userId: user.id },
      {
        action: "email.undo_change",
        target: { type: "user", id: user.id },
      },
    );
    return { ended: sessions, resetToken: reset };
  });
  closeConnections(ended, REASON);
  return resetToken;
}
