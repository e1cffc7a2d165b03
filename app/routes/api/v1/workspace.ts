import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { getWorkspace } from "#app/domain/workspace/get-workspace.server.ts";
import { updateWorkspace } from "#app/domain/workspace/update-workspace.server.ts";
import { updateWorkspaceSchema } from "#app/domain/workspace/workspace.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async () => ({ body: await getWorkspace() })),
  PATCH: signedIn(async (actor, { body }) => ({
    body: await updateWorkspace(actor, parseInput(updateWorkspaceSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
