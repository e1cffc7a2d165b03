import { sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { isPasswordOf } from "#app/domain/users/passwords.server.ts";
import type { UserRow } from "#app/domain/users/user-view.server.ts";
import { consumeLimit, forgetLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isStorableLine } from "#app/shared/text.ts";
import type { SessionView } from "#app/shared/views.ts";
import type { LogInInput } from "./sessions.schema.ts";
import { startSession, type SessionOrigin } from "./start-session.server.ts";

/**
 * Opens a session by user name or mail address and password. An unknown account takes as long and is answered as a wrong
 * password. Throws `unauthenticated`, `forbidden` for a deactivated account whose password is right, `rate_limited`.
 */
export async function logIn(input: LogInInput, origin: SessionOrigin): Promise<SessionView> {
  await consumeLimit("log-in by address", origin.address);
  await consumeLimit("log-in by account", input.login.toLowerCase());
  const user = await findByLogin(input.login);
  if (!(await isPasswordOf(user?.id ?? null, input.password)) || !user) {
    throw new AppError("unauthenticated", { key: "errors.wrong_login" });
  }
  await forgetLimit("log-in by account", input.login.toLowerCase());
  if (user.deactivatedAt) throw new AppError("forbidden", { key: "errors.deactivated" });
  return startSession(user, { ...origin, remember: input.remember });
}

async function findByLogin(login: string): Promise<UserRow | undefined> {
  if (!isStorableLine(login)) return undefined;
  // A user name has no "@", so one text never names two accounts.
  const column = login.includes("@") ? users.email : users.username;
  const [user] = await db()
    .select()
    .from(users)
    .where(sql`lower(${column}) = lower(${login})`);
  return user;
}
