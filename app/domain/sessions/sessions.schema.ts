import { z } from "zod";
import { refuse } from "#app/shared/schemas.ts";

export const logInSchema = z.object({
  login: z
    .string()
    .trim()
    .refine((value) => value.length > 0, refuse("required")),
  password: z.string().refine((value) => value.length > 0, refuse("required")),
  remember: z.boolean().default(false),
});
export type LogInInput = z.output<typeof logInSchema>;

export const refreshSchema = z.object({
  refreshToken: z.string().refine((value) => value.length > 0, refuse("required")),
});
