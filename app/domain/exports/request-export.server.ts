import { and, desc, eq, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { dataExports, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { ExportView } from "#app/shared/account-views.ts";
import { toExportView } from "./export-view.server.ts";
import { exportJob } from "./make-export.server.ts";

/**
 * Has a copy of one's own data made; a mail brings the link. While one is being made, asking again answers with that.
 * Throws as `requireProof`, `rate_limited`.
 */
export async function requestExport(actor: Actor, proof: ProofInput): Promise<ExportView> {
  await requireProof(actor, proof);
  return db().transaction(async (transaction) => {
    // One at a time for each person.
    await transaction.select({ id: users.id }).from(users).where(eq(users.id, actor.userId)).for("update");
    const [latest] = await transaction
      .select()
      .from(dataExports)
      .where(and(eq(dataExports.userId, actor.userId), isNull(dataExports.readyAt)))
      .orderBy(desc(dataExports.createdAt))
      .limit(1);
    const known = latest && toExportView(latest);
    if (known?.state === "in_progress") return known;
    await consumeLimit("export by account", actor.userId);
    const [row] = await transaction
      .insert(dataExports)
      .values({ id: createId(), userId: actor.userId })
      .returning();
    await exportJob.enqueue(transaction, { exportId: row!.id });
    await recordAudit(transaction, actor, {
      action: "user.export",
      target: { type: "user", id: actor.userId },
    });
    return toExportView(row!);
  });
}
