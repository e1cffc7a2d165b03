import { z } from "zod";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";

export const requestDeletionSchema = proofSchema.extend({
  /** Whether the text of one's messages goes as well. */
  deletesMessages: z.boolean().default(false),
});
export type RequestDeletionInput = z.output<typeof requestDeletionSchema>;
