import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passkeys } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireWayIn } from "#app/domain/identities/way-in.server.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { RemovePasskeyInput, RenamePasskeyInput } from "./factors.schema.ts";
import { lockFactors, settleRemoval } from "./keep-a-factor.server.ts";
import { recordFactorChange } from "./tell-owner.server.ts";

const isOwn = (actor: Actor, id: string) => and(eq(passkeys.id, id), eq(passkeys.userId, actor.userId));

/** Throws `not_found` for anybody else's passkey, and what `requireProof` does. */
export async function renamePasskey(actor: Actor, input: RenamePasskeyInput): Promise<void> {
  await requireProof(actor, input);
  await db().transaction(async (transaction) => {
    const renamed = await transaction
      .update(passkeys)
      .set({ name: input.name })
      .where(isOwn(actor, input.passkeyId))
      .returning({ id: passkeys.id });
    if (renamed.length === 0) throw new AppError("not_found");
    await recordFactorChange(transaction, actor, { action: "factor.rename", details: { factor: "passkey" } });
  });
}

/**
 * The passkey no longer logs in. Throws `not_found` for anybody else's, `conflict` where the role needs it or where it is
 * the last way into the account, and what `requireProof` does.
 */
export async function removePasskey(actor: Actor, input: RemovePasskeyInput): Promise<void> {
  await requireProof(actor, input);
  await db().transaction(async (transaction) => {
    await lockFactors(transaction, actor.userId);
    const [removed] = await transaction.delete(passkeys).where(isOwn(actor, input.passkeyId)).returning();
    if (!removed) throw new AppError("not_found");
    await requireWayIn(transaction, actor.userId);
    await settleRemoval(transaction, actor.userId);
    await recordFactorChange(transaction, actor, {
      action: "factor.remove",
      details: { factor: "passkey" },
      letter: { kind: "passkey_removed", values: { passkey: removed.name } },
    });
  });
}
