import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { invites } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isInReach } from "./list-invites.server.ts";

/**
 * From now on nobody signs up by this invite; who did stays. A second time changes nothing. Throws `not_found` for anybody
 * else's without invite.manage, `rate_limited`.
 */
export async function revokeInvite(actor: Actor, inviteId: string): Promise<void> {
  requireAdminPage(actor, "invites");
  await consumeLimit("invite by user", actor.userId);
  const isIt = and(eq(invites.id, inviteId), isInReach(actor));
  if (!(await db().query.invites.findFirst({ where: isIt }))) throw new AppError("not_found");
  await db().transaction(async (transaction) => {
    const revoked = await transaction
      .update(invites)
      .set({ revokedAt: sql`now()` })
      .where(and(isIt, isNull(invites.revokedAt)))
      .returning({ id: invites.id });
    for (const { id } of revoked)
      await recordAudit(transaction, actor, { action: "invite.revoke", target: { type: "invite", id } });
  });
}
