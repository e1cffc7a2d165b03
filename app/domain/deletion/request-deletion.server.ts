import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import { endAllSessions } from "#app/domain/sessions/end-session.server.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { markForDeletion } from "#app/domain/users/deletion-mark.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { DAY } from "#app/shared/time.ts";
import type { RequestDeletionInput } from "./deletion.schema.ts";

/** How long one may change one's mind. */
export const DELETION_DELAY = 14 * DAY;

/**
 * Ends one's sessions now and has the account erased in 14 days. Until then nothing changes in the eyes of others, and
 * who logs in can keep it. Throws as `requireProof`, which always asks, and `conflict` for the last admin.
 */
export async function requestDeletion(actor: Actor, input: RequestDeletionInput): Promise<void> {
  const { deletesMessages, ...proof } = input;
  await requireProof(actor, proof, { always: true });
  const dueAt = new Date(Date.now() + DELETION_DELAY);
  await db().transaction(async (transaction) => {
    const user = await markForDeletion(transaction, actor.userId, { dueAt, deletesMessages });
    if (!user) throw new AppError("unauthenticated");
    const { locale, timeZone } = user;
    const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: timeZone || "UTC" });
    await notifyByMail(transaction, actor.userId, {
      kind: "deletion_requested",
      path: "/login?next=/account/deletion",
      values: { date: date.format(dueAt) },
    });
    await recordAudit(transaction, actor, {
      action: "user.deletion.request",
      target: { type: "user", id: actor.userId },
      details: { deletesMessages },
    });
  });
  await endAllSessions(actor.userId, "deletion_requested");
}
