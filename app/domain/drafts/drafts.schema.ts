import { z } from "zod";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { id, text } from "#app/shared/schemas.ts";

export const saveDraftSchema = z.object({
  channelId: id,
  parentId: id.nullish(),
  /** Empty: there is no draft any more. */
  body: text(MESSAGE_MAX),
});
export type SaveDraftInput = z.output<typeof saveDraftSchema>;
