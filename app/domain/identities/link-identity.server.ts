import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { identities } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ProviderId } from "./identities.schema.ts";
import {
  explainRefusedInsert,
  findIdentity,
  insertIdentity,
  type KeptAccount,
} from "./identity-rows.server.ts";
import { findProvider, nameProvider } from "./providers.server.ts";

/** An account elsewhere that brought the address of an account here, and waits for a log-in to that account. */
export interface PendingLink extends KeptAccount {
  provider: ProviderId;
  /** Whose account has the address. */
  userId: string;
}

/**
 * Whether the person may set out to connect an account elsewhere. Throws `conflict` where one of the provider is
 * connected, `not_found` for a provider that is not configured, and what `requireProof` throws.
 */
export async function requestLink(actor: Actor, provider: string, proof: ProofInput): Promise<ProviderId> {
  const { id } = findProvider(provider);
  const connected = await db().query.identities.findFirst({
    where: and(eq(identities.userId, actor.userId), eq(identities.provider, id)),
  });
  if (connected) throw new AppError("conflict", { key: "errors.identity_connected" });
  await requireProof(actor, proof);
  return id;
}

/**
 * Lets an account elsewhere, which the person has just logged in to, open theirs here. Throws `conflict` where it opens
 * somebody else's, or another one of the provider is connected.
 */
export async function linkIdentity(actor: Actor, provider: ProviderId, account: KeptAccount): Promise<void> {
  const known = await findIdentity(provider, account.subject);
  if (known?.userId === actor.userId) return;
  const notice = {
    kind: "identity_linked",
    path: "/settings/connections",
    values: { provider: nameProvider(provider) },
  } as const;
  try {
    await db().transaction(async (transaction) => {
      await insertIdentity(transaction, actor.userId, provider, account);
      const target = { type: "user", id: actor.userId } as const;
      await recordAudit(transaction, actor, { action: "identity.link", target, details: { provider } });
      await notifyByMail(transaction, actor.userId, notice);
    });
  } catch (error) {
    throw explainRefusedInsert(error);
  }
}

/** Links what was waiting. Throws `gone` where it does not wait for this person, and what `linkIdentity` and `requireProof` throw. */
export async function linkPending(
  actor: Actor,
  pending: PendingLink | null,
  proof: ProofInput,
): Promise<void> {
  if (pending?.userId !== actor.userId) throw new AppError("gone", { key: "errors.link_pending_gone" });
  await requireProof(actor, proof);
  await linkIdentity(actor, findProvider(pending.provider).id, pending);
}
