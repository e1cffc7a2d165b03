import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAuthorityOver } from "#app/domain/policy/policy.server.ts";
import { endAllSessions, markAllEnded } from "#app/domain/sessions/end-session.server.ts";
import { announceUser } from "#app/domain/users/announce-user.server.ts";
import { markActive, markDeactivated } from "#app/domain/users/deactivate.server.ts";
import { requireAnotherAdmin } from "#app/domain/users/last-admin.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ReasonInput } from "./administration.schema.ts";

/**
 * Closes somebody else's account: its sessions end, name and messages stay. Doing it again changes nothing. Throws as
 * `requireAuthorityOver`, `conflict` for oneself and for the last admin, `rate_limited`.
 */
export async function deactivateUser(actor: Actor, userId: string, { reason }: ReasonInput): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  // Once without locks: who may not do this learns nothing of the last admin, whose lock comes before any other.
  await requireAuthorityOver(actor, userId, "user.deactivate");
  if (userId === actor.userId) throw new AppError("conflict", { key: "errors.not_yourself" });
  await db().transaction(async (transaction) => {
    await requireAnotherAdmin(transaction, userId);
    const user = await requireAuthorityOver(actor, userId, "user.deactivate", transaction);
    if (user.deactivatedAt) return;
    await markDeactivated(transaction, user);
    await recordAudit(transaction, actor, {
      action: "user.deactivate",
      target: { type: "user", id: userId },
      details: { reason },
    });
  });
  // After the commit, so that one which was opened meanwhile ends too.
  await endAllSessions(userId, "deactivated");
  await announceUser(userId);
}

/** Opens a deactivated account again, whoever closed it. Throws as `requireAuthorityOver`, `rate_limited`. */
export async function reactivateUser(actor: Actor, userId: string): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    const user = await requireAuthorityOver(actor, userId, "user.deactivate", transaction);
    if (!user.deactivatedAt) return;
    // One that was opened while the account was being closed would live again.
    await markAllEnded(transaction, userId, "deactivated");
    await markActive(transaction, userId);
    await recordAudit(transaction, actor, {
      action: "user.reactivate",
      target: { type: "user", id: userId },
    });
  });
  await announceUser(userId);
}
