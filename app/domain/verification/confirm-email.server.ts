import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { findMailedToken, findUsedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { markEmailVerified, writeEmail } from "#app/domain/users/change-email.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { takeToken } from "./take-token.server.ts";

const PURPOSES = ["verify_email", "change_email"] as const;

/** What the link of a mail would do, without doing it. The address is for whoever has the link: it was mailed there. */
export async function findConfirmation(
  token: string,
): Promise<{ state: "open" | "confirmed"; email: string } | { state: "gone" }> {
  const open = await findMailedToken(token, ...PURPOSES);
  if (open) return { state: "open", email: open.subject };
  const used = await findUsedToken(token, ...PURPOSES);
  const user = used && (await db().query.users.findFirst({ where: eq(users.id, used.userId) }));
  const isTrue = user?.emailVerifiedAt && user.email === used?.subject;
  return isTrue ? { state: "confirmed", email: used.subject } : { state: "gone" };
}

/**
 * Proves the address that the token was mailed to, and makes it the account's where a change was asked for.
 * Throws `gone`, `conflict` for an address that somebody else has taken meanwhile, `rate_limited`.
 */
export async function confirmEmail(token: string, address: string): Promise<void> {
  await consumeLimit("token by address", address);
  await db().transaction(async (transaction) => {
    const { user, row } = await takeToken(transaction, token, ...PURPOSES);
    const { purpose, subject } = row;
    if (purpose === "change_email") {
      await writeEmail(transaction, user.id, subject);
      await recordAudit(
        transaction,
        { userId: user.id },
        {
          action: "email.change",
          target: { type: "user", id: user.id },
        },
      );
    } else if (user.email === subject) {
      await markEmailVerified(transaction, user.id);
    } else {
      throw new AppError("gone", { key: "errors.link_expired" });
    }
  });
}
