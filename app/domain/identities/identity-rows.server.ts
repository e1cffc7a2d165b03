import { and, eq, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { identities } from "#app/db/schema/index.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import type { ProviderAccount } from "#app/platform/oauth/oauth-provider.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import type { ProviderId } from "./identities.schema.ts";

/** What is kept of an account elsewhere. */
export type KeptAccount = Pick<ProviderAccount, "subject" | "label">;

/** Whose account here an account elsewhere opens, if any. */
export async function findIdentity(provider: ProviderId, subject: string) {
  return db().query.identities.findFirst({
    where: and(eq(identities.provider, provider), eq(identities.subject, subject)),
  });
}

/** Lets an account elsewhere open one here. Throws what the database throws when it or the person has one already. */
export async function insertIdentity(
  database: Queryable,
  userId: string,
  provider: ProviderId,
  { subject, label }: KeptAccount,
): Promise<void> {
  await database
    .insert(identities)
    .values({ id: createId(), userId, provider, subject, label, lastUsedAt: sql`now()` });
}

/** What a refused insert means to the person; anything else as it is. */
export function explainRefusedInsert(error: unknown): unknown {
  if (isUniqueViolation(error, "identities_subject_key"))
    return new AppError("conflict", { key: "errors.identity_taken" });
  if (isUniqueViolation(error, "identities_user_key"))
    return new AppError("conflict", { key: "errors.identity_connected" });
  return error;
}
