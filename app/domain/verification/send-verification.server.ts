import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { deliverLetter } from "#app/domain/mail/send-letter.server.ts";
import { issueMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { DAY, HOUR } from "#app/shared/time.ts";

const LIFETIME = DAY;

/** The token is made where the mail is written, so that no job holds it. */
const verificationJob = defineJob<{ userId: string }>("verification.send", async ({ userId }) => {
  const user = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (!user?.email || user.emailVerifiedAt || user.deactivatedAt) return;
  const { email } = user;
  const token = await issueMailedToken(db(), {
    userId,
    purpose: "verify_email",
    subject: email,
    lifetime: LIFETIME,
  });
  const values = { email, hours: LIFETIME / HOUR };
  await deliverLetter(
    { ...user, email },
    { kind: "verify_email", path: `/confirm-email?token=${token}`, values },
  );
});

/** Mails the person a link that proves their address, once the transaction is committed. */
export async function queueVerification(database: Queryable, userId: string): Promise<void> {
  await verificationJob.enqueue(database, { userId });
}

/** Sends the link once more. Throws `conflict` for an address that is proven, `rate_limited`. */
export async function requestVerification(actor: Actor, address: string): Promise<void> {
  await consumeLimit("verification by address", address);
  await consumeLimit("verification by account", actor.userId);
  const user = await db().query.users.findFirst({ where: eq(users.id, actor.userId) });
  if (user?.emailVerifiedAt) throw new AppError("conflict", { key: "errors.already_verified" });
  await queueVerification(db(), actor.userId);
}
