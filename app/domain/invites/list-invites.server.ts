import { eq } from "drizzle-orm";
import { invites } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import type { InviteView } from "#app/shared/views.ts";
import { selectInviteViews } from "./invite-view.server.ts";

/** The actor's own invites, and everybody's with invite.manage. Throws `not_found` for who may do nothing with invites. */
export async function listInvites(actor: Actor): Promise<InviteView[]> {
  requireAdminPage(actor, "invites");
  return selectInviteViews(actor, isInReach(actor));
}

/** The invites that an actor sees and may revoke. */
export function isInReach(actor: Actor) {
  return can(actor, "invite.manage") ? undefined : eq(invites.createdBy, actor.userId);
}
