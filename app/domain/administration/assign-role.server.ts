import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { reconnectPeople } from "#app/domain/announcements/announce.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { revokeInvitesOf } from "#app/domain/invites/revoke-invites-of.server.ts";
import { permissionsOf, requireAuthorityOver } from "#app/domain/policy/policy.server.ts";
import { requireRole, requireStrictness } from "#app/domain/roles/role.policy.server.ts";
import { announceUser } from "#app/domain/users/announce-user.server.ts";
import { requireAnotherAdmin } from "#app/domain/users/last-admin.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import type { AssignRoleInput } from "./administration.schema.ts";

/**
 * Gives an account a role, at once and in its open sessions too; one without invite.create ends the invites of who gets it.
 * Throws `not_found` and `forbidden` as
 * `requireAuthorityOver`, `forbidden` for a role that allows more than the actor may do, `invalid_input` for a role that
 * there is not, `conflict` for the last admin, `rate_limited`.
 */
export async function assignRole(actor: Actor, userId: string, { role }: AssignRoleInput): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  // Once without locks: who may not do this learns nothing of the last admin, whose lock comes before any other.
  await requireAuthorityOver(actor, userId, "user.role.assign");
  const isChanged = await db().transaction(async (transaction) => {
    if (role !== "admin") await requireAnotherAdmin(transaction, userId);
    const user = await requireAuthorityOver(actor, userId, "user.role.assign", transaction);
    // Before the role is locked: who renames it waits for this account while holding it.
    if (user.role === role) return false;
    const next = await requireRole(transaction, actor, role, "key share").catch(toFieldError);
    await requireStrictness(transaction, actor, next);
    await transaction.update(users).set({ role }).where(eq(users.id, userId));
    if (!permissionsOf(role, next.permissions).has("invite.create"))
      await revokeInvitesOf(transaction, userId);
    await recordAudit(transaction, actor, {
      action: "user.role.assign",
      target: { type: "user", id: userId },
      details: { from: user.role, to: role },
    });
    return true;
  });
  if (!isChanged) return;
  reconnectPeople([userId]);
  await announceUser(userId);
}

function toFieldError(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") throw invalidField("role", "invalid");
  throw error;
}
