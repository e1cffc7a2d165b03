import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passkeys, passwords, users } from "#app/db/schema/index.ts";
import { askForPasskey, checkPasskey } from "#app/domain/factors/check-passkey.server.ts";
import type { PasskeyAnswer } from "#app/domain/factors/factors.schema.ts";
import type { RelyingParty } from "#app/domain/factors/relying-party.server.ts";
import { clearFailures, requireUnlocked } from "#app/domain/lockouts/lockouts.server.ts";
import { toPasswordState } from "#app/domain/users/password-state.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { startSession, type SessionOrigin } from "./start-session.server.ts";

const USE = { purpose: "log_in", userId: null } as const;

/** What a browser needs to ask for a passkey of whoever sits there. Throws `rate_limited`. */
export async function beginPasskeyLogIn(party: RelyingParty, origin: SessionOrigin) {
  await consumeLimit("log-in by address", origin.address);
  return askForPasskey(USE, party);
}

/**
 * Opens a session by a passkey alone: having it, and the finger or PIN that it asked for, are two factors. Throws
 * `unauthenticated`, `locked`, `rate_limited`, `forbidden` for a deactivated account.
 */
export async function logInWithPasskey(
  answer: PasskeyAnswer,
  options: { remember: boolean; party: RelyingParty },
  origin: SessionOrigin,
): Promise<SessionView> {
  await consumeLimit("log-in by address", origin.address);
  const passwordState = await findPasswordStateBy(answer.id);
  const userId = await checkPasskey(answer, USE, options.party);
  const user = userId && (await db().query.users.findFirst({ where: eq(users.id, userId) }));
  if (!user) throw new AppError("unauthenticated", { key: "errors.passkey_failed" });
  await requireUnlocked(user.id);
  if (user.deactivatedAt) throw new AppError("forbidden", { key: "errors.deactivated" });
  await clearFailures(user.id);
  return startSession(
    { ...user, passwordState },
    { ...origin, remember: options.remember, method: "passkey" },
  );
}

/** From before the passkey is checked: what takes the account back may remove both meanwhile. */
async function findPasswordStateBy(passkeyId: string): Promise<number> {
  const [row] = await db()
    .select({ changedAt: passwords.changedAt })
    .from(passkeys)
    .innerJoin(passwords, eq(passwords.userId, passkeys.userId))
    .where(eq(passkeys.id, passkeyId));
  return toPasswordState(row?.changedAt);
}
