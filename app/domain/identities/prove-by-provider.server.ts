import type { Actor } from "#app/domain/actor.ts";
import { findProof, renewProof } from "#app/domain/sessions/require-proof.server.ts";
import type { ProviderAccount } from "#app/platform/oauth/oauth-provider.ts";
import { AppError } from "#app/shared/errors.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { ProviderId } from "./identities.schema.ts";
import { findIdentity } from "./identity-rows.server.ts";
import { findProvider } from "./providers.server.ts";

/** How far the provider's clock may be behind ours. */
const CLOCK_TOLERANCE = MINUTE;

/** Throws `forbidden` where the account has something better to show, `not_found` for a provider that is not configured. */
export async function requestProof(actor: Actor, provider: string): Promise<ProviderId> {
  const { id } = findProvider(provider);
  const { hasPassword, hasSecondFactor, hasPasskey } = await findProof(actor);
  if (hasPassword || hasSecondFactor || hasPasskey) throw new AppError("forbidden");
  return id;
}

/**
 * Takes a visit at a linked provider for a proof, as strong as logging out and in again. A provider that can be made to
 * ask again has to have done so during the visit. Throws `forbidden`.
 */
export async function proveByProvider(
  actor: Actor,
  provider: ProviderId,
  visit: { account: ProviderAccount; startedAt: Date },
): Promise<void> {
  const { account, startedAt } = visit;
  await requestProof(actor, provider);
  const identity = await findIdentity(provider, account.subject);
  if (identity?.userId !== actor.userId)
    throw new AppError("forbidden", { key: "errors.provider_other_account" });
  const askedAt = account.authenticatedAt?.getTime() ?? 0;
  const isStale = askedAt < startedAt.getTime() - CLOCK_TOLERANCE;
  if (findProvider(provider).asksAgain && isStale)
    throw new AppError("forbidden", { key: "errors.provider_failed" });
  await renewProof(actor.sessionId);
}
