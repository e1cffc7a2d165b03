import type { z } from "zod";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { emailSchema } from "./sign-up.schema.ts";

export const changeEmailSchema = proofSchema.extend({ email: emailSchema });
export type ChangeEmailInput = z.output<typeof changeEmailSchema>;
