import { and, eq, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { accountColumns, toActor } from "./find-session.server.ts";

/** No session has it: what is done later is done without one. */
const NO_SESSION = "00000000-0000-0000-0000-000000000000";

/**
 * A person with the rights they have now, for what they asked to be done when they are away; null where they could not
 * do anything themselves: deactivated, or with something to be done first.
 */
export async function findActorOf(userId: string): Promise<Actor | null> {
  const [row] = await db()
    .select(accountColumns)
    .from(users)
    .innerJoin(roles, eq(roles.name, users.role))
    .where(and(eq(users.id, userId), isNull(users.deactivatedAt)));
  const actor = row && toActor(row, NO_SESSION);
  return actor && !actor.restriction ? actor : null;
}
