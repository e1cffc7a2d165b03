import { asc, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { identities } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { IdentityView } from "#app/shared/account-views.ts";
import { nameProvider } from "./providers.server.ts";

/** The accounts elsewhere that open one's own, in the order in which they were connected. */
export async function listIdentities(actor: Actor): Promise<IdentityView[]> {
  const rows = await db()
    .select()
    .from(identities)
    .where(eq(identities.userId, actor.userId))
    .orderBy(asc(identities.id));
  return rows.map((row) => ({
    provider: row.provider,
    name: nameProvider(row.provider),
    label: row.label,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}
