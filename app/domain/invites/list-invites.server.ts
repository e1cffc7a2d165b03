import { and, count, eq, or, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { invites, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { InvitePage } from "#app/shared/account-views.ts";
import { inviteState, selectInviteViews } from "./invite-view.server.ts";
import type { ListInvitesInput } from "./invites.schema.ts";

/**
 * A page of the actor's own invites, and of everybody's with invite.manage; the last one for who asks beyond it. The query
 * is looked for in labels and in the display names of the makers. Throws `not_found` for who may do nothing with invites.
 */
export async function listInvites(actor: Actor, input: ListInvitesInput): Promise<InvitePage> {
  requireAdminPage(actor, "invites");
  const condition = and(
    isInReach(actor),
    input.query ? matches(input.query) : undefined,
    input.state ? eq(inviteState, input.state) : undefined,
  );
  const [row] = await db()
    .select({ total: count() })
    .from(invites)
    .leftJoin(users, eq(users.id, invites.createdBy))
    .where(condition);
  const total = row?.total ?? 0;
  const pageCount = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(input.page, pageCount);
  const found = await selectInviteViews(actor, condition, {
    order: input.order,
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  });
  return { invites: found, total, page, pageCount };
}

/** The invites that an actor sees and may revoke. */
export function isInReach(actor: Actor) {
  return can(actor, "invite.manage") ? undefined : eq(invites.createdBy, actor.userId);
}

function matches(query: string): SQL | undefined {
  const pattern = `%${query.replace(/[\\%_]/g, "\\$&")}%`;
  return or(sql`${invites.label} ilike ${pattern}`, sql`${users.displayName} ilike ${pattern}`);
}
