import type { z } from "zod";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { newPasswordSchema } from "./sign-up.schema.ts";

export const changePasswordSchema = proofSchema.extend({ newPassword: newPasswordSchema });
export type ChangePasswordInput = z.output<typeof changePasswordSchema>;
