import { and, eq, isNotNull } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { totpFactors } from "#app/db/schema/index.ts";
import { logger } from "#app/platform/logger.server.ts";
import { openSecret, sealSecret } from "./seal-secret.server.ts";

export type TotpRow = typeof totpFactors.$inferSelect;

/** Both are sealed together: a new app can be set up while the old one still works. */
interface TotpSecrets {
  /** The app that logs in. */
  current: string | null;
  /** The one that is being set up. */
  next: string | null;
}

export async function findTotp(database: Queryable, userId: string): Promise<TotpRow | null> {
  return (await database.query.totpFactors.findFirst({ where: eq(totpFactors.userId, userId) })) ?? null;
}

/** Only an app that is in use. */
export async function findConfirmedTotp(database: Queryable, userId: string): Promise<TotpRow | null> {
  const isInUse = and(eq(totpFactors.userId, userId), isNotNull(totpFactors.confirmedAt));
  return (await database.query.totpFactors.findFirst({ where: isInUse })) ?? null;
}

export function sealTotp(userId: string, secrets: TotpSecrets): string {
  return sealSecret(JSON.stringify(secrets), userId);
}

/** What the row holds; nothing where its session secret is no longer listed: recovery codes and passkeys still work then. */
export function openTotp(row: TotpRow): TotpSecrets & { isStale: boolean } {
  const opened = openSecret(row.secret, row.userId);
  if (!opened) {
    logger().error({ userId: row.userId }, "a second factor cannot be decrypted with SESSION_SECRET");
    return { current: null, next: null, isStale: false };
  }
  return { ...(JSON.parse(opened.plain) as TotpSecrets), isStale: opened.isStale };
}
