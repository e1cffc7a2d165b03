import { db } from "#app/db/client.server.ts";
import { workspace } from "#app/db/schema/index.ts";
import type { WorkspaceView } from "#app/shared/workspace-views.ts";

/** What everybody who is signed in may know of the installation. */
export async function getWorkspace(): Promise<WorkspaceView> {
  const [row] = await db().select({ name: workspace.name }).from(workspace);
  return { name: row?.name ?? "" };
}
