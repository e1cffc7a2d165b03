import { db } from "#app/db/client.server.ts";
import { channels, invites, users, workspace } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can, requireAdministration } from "#app/domain/policy/policy.server.ts";
import type { FirstSteps } from "#app/shared/workspace-views.ts";

/**
 * What the first admin has still to do, for their first page; null for everybody else, once they said that they are done,
 * and once somebody else is there.
 */
export async function findFirstSteps(actor: Actor): Promise<FirstSteps | null> {
  if (!can(actor, "workspace.manage")) return null;
  const [row] = await db().select({ name: workspace.name, welcomedAt: workspace.welcomedAt }).from(workspace);
  if (row?.welcomedAt) return null;
  const isThere = async (table: typeof users | typeof channels | typeof invites, number = 1) =>
    (await db().select({ id: table.id }).from(table).limit(number)).length === number;
  if (await isThere(users, 2)) return null;
  const [hasChannel, hasInvite] = await Promise.all([isThere(channels), isThere(invites)]);
  return { name: row?.name ?? "", hasChannel, hasInvite };
}

/** The first steps are not shown again. Throws `not_found` without workspace.manage. */
export async function finishFirstSteps(actor: Actor): Promise<void> {
  requireAdministration(actor, "workspace.manage");
  const welcomedAt = new Date();
  await db()
    .insert(workspace)
    .values({ welcomedAt })
    .onConflictDoUpdate({ target: workspace.id, set: { welcomedAt } });
}
