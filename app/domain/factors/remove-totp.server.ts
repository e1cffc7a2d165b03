import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { totpFactors } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { lockFactors, settleRemoval } from "./keep-a-factor.server.ts";
import { recordFactorChange } from "./tell-owner.server.ts";

/**
 * The authenticator app no longer logs in; one that was only being set up is forgotten. Throws `not_found` where there is
 * none, `conflict` where the role needs it, and what `requireProof` does.
 */
export async function removeTotp(actor: Actor, proof: ProofInput): Promise<void> {
  await requireProof(actor, proof);
  await db().transaction(async (transaction) => {
    await lockFactors(transaction, actor.userId);
    const [removed] = await transaction
      .delete(totpFactors)
      .where(eq(totpFactors.userId, actor.userId))
      .returning();
    if (!removed) throw new AppError("not_found");
    if (!removed.confirmedAt) return;
    await settleRemoval(transaction, actor.userId);
    await recordFactorChange(transaction, actor, {
      action: "factor.remove",
      details: { factor: "app" },
      letter: { kind: "app_removed" },
    });
  });
}
