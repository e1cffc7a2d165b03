import { z } from "zod";
import { WORKSPACE_NAME_MAX } from "#app/shared/limits.ts";
import { line } from "#app/shared/schemas.ts";

/** An empty name: it is called Parley. */
export const updateWorkspaceSchema = z.object({ name: line(WORKSPACE_NAME_MAX) });
export type UpdateWorkspaceInput = z.output<typeof updateWorkspaceSchema>;
