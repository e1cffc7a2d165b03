import { z } from "zod";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { id, text } from "#app/shared/schemas.ts";

export const commandSchema = z.object({
  channelId: id,
  parentId: id.nullish(),
  /** Chosen by the sender: what a command sends is sent once, however often it is run with it. */
  clientId: id,
  text: text(MESSAGE_MAX, { required: true }),
});
export type RunCommandInput = z.output<typeof commandSchema>;
