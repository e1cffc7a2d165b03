import { db } from "#app/db/client.server.ts";
import { workspace } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAdministration } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { WorkspaceView } from "#app/shared/workspace-views.ts";
import type { UpdateWorkspaceInput } from "./workspace.schema.ts";

/** Names the installation. Throws `not_found` without workspace.manage, `rate_limited`. */
export async function updateWorkspace(actor: Actor, { name }: UpdateWorkspaceInput): Promise<WorkspaceView> {
  requireAdministration(actor, "workspace.manage");
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    await transaction
      .insert(workspace)
      .values({ name })
      .onConflictDoUpdate({ target: workspace.id, set: { name } });
    await recordAudit(transaction, actor, {
      action: "workspace.update",
      target: { type: "workspace", id: "workspace" },
      details: { name },
    });
  });
  return { name };
}
