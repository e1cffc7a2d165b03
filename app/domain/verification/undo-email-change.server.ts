import { db } from "#app/db/client.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { closeConnections, markAllEnded } from "#app/domain/sessions/end-session.server.ts";
import {
  findMailedToken,
  issueMailedToken,
  revokeMailedTokens,
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
 * the password, which somebody else may know, is gone. Returns a token that sets a new one.
 * Throws `gone`, `conflict` for an address that somebody else has taken meanwhile, `rate_limited`.
 */
export async function undoEmailChange(token: string, address: string): Promise<string> {
  await consumeLimit("token by address", address);
  const { ended, resetToken } = await db().transaction(async (transaction) => {
    const { user, subject } = await takeToken(transaction, token, "undo_email_change");
    await writeEmail(transaction, user.id, subject);
    // Those of later changes went to addresses that are not the person's any more.
    await revokeMailedTokens(transaction, user.id, "undo_email_change");
    await removePassword(transaction, user.id);
    const sessions = await markAllEnded(transaction, user.id, REASON);
    await recordAudit(
      transaction,
      { userId: user.id },
      {
        action: "email.undo_change",
        target: { type: "user", id: user.id },
      },
    );
    const reset = await issueMailedToken(transaction, {
      userId: user.id,
      purpose: "reset_password",
      subject,
      lifetime: RESET_LIFETIME,
    });
    return { ended: sessions, resetToken: reset };
  });
  closeConnections(ended, REASON);
  return resetToken;
}
