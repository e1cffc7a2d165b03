import { z } from "zod";
import { newPasswordSchema } from "#app/domain/users/sign-up.schema.ts";
import { EMAIL_MAX } from "#app/shared/limits.ts";
import { line } from "#app/shared/schemas.ts";

/** What a link in a mail carries. */
export const mailedTokenSchema = z.object({ token: z.string() });

export const requestResetSchema = z.object({ login: line(EMAIL_MAX, { required: true }) });

export const resetPasswordSchema = mailedTokenSchema.extend({ newPassword: newPasswordSchema });
export type ResetPasswordInput = z.output<typeof resetPasswordSchema>;
