import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { identities, passkeys, passwords } from "#app/db/schema/index.ts";
import { AppError } from "#app/shared/errors.ts";
import { listProviders } from "./providers.server.ts";

/**
 * To be asked in the transaction that has removed a way to log in. Throws `conflict` where nothing is left: no password,
 * no passkey, and no account at a provider that is still configured.
 */
export async function requireWayIn(transaction: Queryable, userId: string): Promise<void> {
  const configured = listProviders().map(({ id }) => id);
  const [password, passkey, identity] = await Promise.all([
    transaction.query.passwords.findFirst({ where: eq(passwords.userId, userId) }),
    transaction.query.passkeys.findFirst({ where: eq(passkeys.userId, userId) }),
    transaction.query.identities.findFirst({
      where: and(eq(identities.userId, userId), inArray(identities.provider, configured)),
    }),
  ]);
  if (!(password ?? passkey ?? identity)) throw new AppError("conflict", { key: "errors.last_way_in" });
}
