import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { identities, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { nameProvider } from "./providers.server.ts";
import { requireWayIn } from "./way-in.server.ts";

/**
 * From now on the account elsewhere opens nothing here. Throws `not_found` where none of the provider is connected,
 * `conflict` when it is the last way in, and what `requireProof` throws.
 */
export async function unlinkIdentity(actor: Actor, provider: string, proof: ProofInput): Promise<void> {
  await requireProof(actor, proof);
  const { userId } = actor;
  const notice = {
    kind: "identity_unlinked",
    path: "/settings/connections",
    values: { provider: nameProvider(provider) },
  } as const;
  await db().transaction(async (transaction) => {
    // Of the last two ways in, taken away at once, one has to stay.
    await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
    const removed = await transaction
      .delete(identities)
      .where(and(eq(identities.userId, userId), eq(identities.provider, provider)))
      .returning({ id: identities.id });
    if (removed.length === 0) throw new AppError("not_found");
    await requireWayIn(transaction, userId);
    const target = { type: "user", id: userId } as const;
    await recordAudit(transaction, actor, { action: "identity.unlink", target, details: { provider } });
    await notifyByMail(transaction, userId, notice);
  });
}
