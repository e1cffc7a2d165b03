import { lt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { mailedTokens } from "#app/db/schema/index.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";

/** Removes tokens a month after their end. Until then an old link can still be told what became of it. */
export async function forgetTokens(): Promise<void> {
  await db()
    .delete(mailedTokens)
    .where(lt(mailedTokens.expiresAt, sql`now() - interval '30 days'`));
}

defineJob("tokens.forget", forgetTokens, { every: "17 3 * * *" });
