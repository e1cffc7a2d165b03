import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { endAllSessions } from "#app/domain/sessions/end-session.server.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { announceUser } from "./announce-user.server.ts";
import { markDeactivated } from "./deactivate.server.ts";

/**
 * Closes one's own account until an admin opens it again: sessions end, name and messages stay. Throws as
 * `requireProof`, which always asks since there is no way back alone, and `conflict` for the last admin.
 */
export async function deactivateOwnAccount(actor: Actor, proof: ProofInput): Promise<void> {
  await requireProof(actor, proof, { always: true });
  await db().transaction(async (transaction) => {
    await markDeactivated(transaction, { id: actor.userId });
    await recordAudit(transaction, actor, {
      action: "user.deactivate",
      target: { type: "user", id: actor.userId },
    });
  });
  await endAllSessions(actor.userId, "deactivated");
  await announceUser(actor.userId);
}
