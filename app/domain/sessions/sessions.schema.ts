import { z } from "zod";
import { EMAIL_MAX } from "#app/shared/limits.ts";
import { refuse } from "#app/shared/schemas.ts";

export const logInSchema = z.object({
  login: z
    .string()
    .trim()
    .refine((value) => value.length > 0, refuse("required"))
    .refine((value) => value.length <= EMAIL_MAX, refuse("too_long", { max: EMAIL_MAX })),
  password: z.string().refine((value) => value.length > 0, refuse("required")),
  remember: z.boolean().default(false),
  /** Of the authenticator app, or a recovery code; an empty field is none. */
  code: z
    .string()
    .trim()
    .max(100)
    .optional()
    .transform((value) => value || undefined),
});
export type LogInInput = z.output<typeof logInSchema>;

export const refreshSchema = z.object({
  refreshToken: z.string().refine((value) => value.length > 0, refuse("required")),
});
