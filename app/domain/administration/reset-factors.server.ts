import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { reconnectPeople } from "#app/domain/announcements/announce.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { removeAllFactors } from "#app/domain/factors/remove-factors.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import { requireAuthorityOver } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ReasonInput } from "./administration.schema.ts";

/**
 * Removes every second factor of somebody else's account, for who lost theirs, and tells them by mail. Throws as
 * `requireAuthorityOver`, `conflict` for oneself, whose settings ask for a proof first, `rate_limited`.
 */
export async function resetFactors(actor: Actor, userId: string, { reason }: ReasonInput): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    await requireAuthorityOver(actor, userId, "user.factor.reset", transaction);
    if (userId === actor.userId) throw new AppError("conflict", { key: "errors.not_yourself" });
    await removeAllFactors(transaction, userId);
    await notifyByMail(transaction, userId, {
      kind: "factors_reset",
      path: "/settings/security/second-factor",
      values: { reason },
    });
    await recordAudit(transaction, actor, {
      action: "user.factor.reset",
      target: { type: "user", id: userId },
      details: { reason },
    });
  });
  // Where the role asks for a factor, the sessions that are open may only set one up from now on.
  reconnectPeople([userId]);
}
