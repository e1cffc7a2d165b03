import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { sendMail } from "#app/platform/mailer/index.server.ts";
import type { Locale } from "#app/shared/locales.ts";
import { composeMail, type Letter } from "./compose-mail.server.ts";

/** Writes to an address right now: for jobs, which are tried again when it fails. */
export async function deliverLetter(
  to: { email: string; displayName: string; locale: Locale },
  letter: Letter,
): Promise<void> {
  await sendMail({ to: to.email, ...composeMail(to, letter) });
}

interface Notice extends Letter {
  userId: string;
}

const noticeJob = defineJob<Notice>("mail.notice", async ({ userId, ...letter }) => {
  const user = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (user?.email) await deliverLetter({ ...user, email: user.email }, letter);
});

/**
 * Tells somebody something by mail, once the transaction is committed. For letters that carry no secret: what a job holds
 * is readable in the database.
 */
export async function notifyByMail(database: Queryable, userId: string, letter: Letter): Promise<void> {
  await noticeJob.enqueue(database, { userId, ...letter });
}
