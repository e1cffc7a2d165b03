import { z } from "zod";

/** What shows that it is still the owner who acts: the password or a code of the second factor. An empty field is none. */
export const proofSchema = z.object({
  password: z
    .string()
    .optional()
    .transform((value) => value || undefined),
  code: z
    .string()
    .trim()
    .optional()
    .transform((value) => value || undefined),
});
export type ProofInput = z.output<typeof proofSchema>;
