import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { deliverLetter } from "#app/domain/mail/send-letter.server.ts";
import { issueMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { isNamed, normalizeLogin } from "#app/domain/users/login-name.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { consumeLimit, hasRoom } from "#app/platform/rate-limit.server.ts";
import { HOUR, MINUTE } from "#app/shared/time.ts";

/** How long the link for a new password works. */
export const RESET_LIFETIME = HOUR;

/** The account is looked for here and not at the door: there, known and unknown ones do the same work. */
const resetJob = defineJob<{ login: string }>("verification.reset", async ({ login }) => {
  const [user] = await db().select().from(users).where(isNamed(login));
  if (!user?.email || user.deactivatedAt) return;
  // Asked for by name and by address is asked for twice; the door cannot tell without telling who exists.
  if (!(await hasRoom("reset by account", user.id))) return;
  await consumeLimit("reset by account", user.id);
  const { id: userId, email } = user;
  const purpose = "reset_password";
  const token = await issueMailedToken(db(), { userId, purpose, subject: email, lifetime: RESET_LIFETIME });
  const path = `/reset-password?token=${token}`;
  await deliverLetter(
    { ...user, email },
    { kind: "reset_password", path, values: { minutes: RESET_LIFETIME / MINUTE } },
  );
});

/**
 * Mails a link for a new password to whoever has this address or user name, and says nothing about whether anybody does.
 * Throws `rate_limited`.
 */
export async function requestReset(input: { login: string }, address: string): Promise<void> {
  const login = normalizeLogin(input.login);
  await consumeLimit("reset by address", address);
  await consumeLimit("reset by account", login);
  await resetJob.enqueue(null, { login });
}
