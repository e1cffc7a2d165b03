import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passwords, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { endAllSessions } from "#app/domain/sessions/end-session.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { isPasswordOf } from "./passwords.server.ts";

/** Any constant: deletions agree on it, so that two last admins cannot leave at once. */
const LAST_ADMIN_LOCK = 4_410_028;

/**
 * Erases one's personal data and ends every session; messages stay, under "Deleted user".
 * Throws `invalid_input` for a wrong password, `conflict` for the last admin, `rate_limited`.
 */
export async function deleteAccount(actor: Actor, input: { password: string }): Promise<void> {
  await consumeLimit("log-in by account", actor.userId);
  if (!(await isPasswordOf(actor.userId, input.password))) throw invalidField("password", "wrong_password");
  await db().transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LAST_ADMIN_LOCK})`);
    const [otherAdmin] = await transaction
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, "admin"), ne(users.id, actor.userId), isNull(users.deactivatedAt)))
      .limit(1);
    if (actor.role === "admin" && !otherAdmin) throw new AppError("conflict", { key: "errors.last_admin" });
    await transaction
      .update(users)
      .set({
        username: `deleted-${actor.userId}`,
        email: null,
        emailVerifiedAt: null,
        displayName: "Deleted user",
        role: "user",
        bio: "",
        statusText: "",
        statusEmoji: "",
        deactivatedAt: sql`now()`,
        erasedAt: sql`now()`,
      })
      .where(eq(users.id, actor.userId));
    await transaction.delete(passwords).where(eq(passwords.userId, actor.userId));
  });
  await endAllSessions(actor.userId, "account_deleted");
}
