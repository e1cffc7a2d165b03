import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { identities, users } from "#app/db/schema/index.ts";
import { requireUnlocked } from "#app/domain/lockouts/lockouts.server.ts";
import { createAccount, type NewAccount } from "#app/domain/users/create-account.server.ts";
import { normalizeEmail } from "#app/domain/users/sign-up.schema.ts";
import type { UserRow } from "#app/domain/users/user-view.server.ts";
import type { ProviderAccount } from "#app/platform/oauth/oauth-provider.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { DISPLAY_NAME_MAX } from "#app/shared/limits.ts";
import { countCharacters } from "#app/shared/text.ts";
import type { ProviderId } from "./identities.schema.ts";
import { explainRefusedInsert, findIdentity, insertIdentity } from "./identity-rows.server.ts";
import { suggestUsernames } from "./suggest-usernames.ts";

/** `matches`: the account of this person has the proven address, and is to be logged in to before anything is linked. */
export type Entry = { kind: "enters"; user: UserRow } | { kind: "matches"; userId: string };

interface Visitor {
  provider: ProviderId;
  account: ProviderAccount;
  invite: string | undefined;
  /** The client's address. */
  address: string;
}

/**
 * What somebody gets who is not signed in and comes back from a provider: the account that is linked, or a new one. An
 * address that only the provider claims, and has not proven, names nobody here; one that it has proven points at the
 * account that has it, and opens nothing by itself.
 * Throws `forbidden` for a deactivated account, where sign-up is not open or an address is missing, `locked`, `conflict`
 * naming the taken field, `rate_limited`.
 */
export async function enterByProvider(visitor: Visitor): Promise<Entry> {
  const { provider, account } = visitor;
  const identity = await findIdentity(provider, account.subject);
  if (identity) return { kind: "enters", user: await openKnown(identity, account.label) };
  const email = normalizeEmail(account.email);
  const owner = email && account.isEmailVerified ? await findByEmail(email) : undefined;
  if (owner) return { kind: "matches", userId: owner.id };
  if (!email) throw new AppError("forbidden", { key: "errors.provider_no_email" });
  return { kind: "enters", user: await signUpBy(visitor, email) };
}

async function openKnown(identity: typeof identities.$inferSelect, label: string): Promise<UserRow> {
  const user = await db().query.users.findFirst({ where: eq(users.id, identity.userId) });
  if (!user || user.deactivatedAt) throw new AppError("forbidden", { key: "errors.deactivated" });
  await requireUnlocked(user.id);
  await db()
    .update(identities)
    .set({ label, lastUsedAt: sql`now()` })
    .where(eq(identities.id, identity.id));
  return user;
}

async function findByEmail(email: string): Promise<UserRow | undefined> {
  const [user] = await db()
    .select()
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  return user;
}

async function signUpBy({ provider, account, invite, address }: Visitor, email: string): Promise<UserRow> {
  await consumeLimit("sign-up by address", address);
  const { isEmailVerified } = account;
  try {
    return await createWithFreeName(account, {
      email,
      isEmailVerified,
      invite,
      // Without it nobody could enter the account that was opened.
      alsoWrite: (transaction, userId) => insertIdentity(transaction, userId, provider, account),
    });
  } catch (error) {
    throw explainRefusedInsert(error);
  }
}

async function createWithFreeName(
  account: ProviderAccount,
  rest: Pick<NewAccount, "email" | "isEmailVerified" | "invite" | "alsoWrite">,
): Promise<UserRow> {
  const isShort = countCharacters(account.displayName) <= DISPLAY_NAME_MAX;
  const displayName = isShort ? account.displayName : "";
  let refusal: unknown;
  for (const username of suggestUsernames(account.username || rest.email)) {
    try {
      return await createAccount({ ...rest, username, displayName, passwordHash: null });
    } catch (error) {
      if (!isUsernameTaken(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function isUsernameTaken(error: unknown): boolean {
  return (
    error instanceof AppError &&
    error.errors.some(({ path, code }) => path === "username" && code === "taken")
  );
}
