import { z } from "zod";
import { DISPLAY_NAME_MAX } from "#app/shared/limits.ts";
import { line, wholeNumber } from "#app/shared/schemas.ts";

export const findUsersSchema = z.object({
  query: line(DISPLAY_NAME_MAX).default(""),
  limit: wholeNumber.pipe(z.number().min(1).max(100)).default(50),
});
export type FindUsersInput = z.output<typeof findUsersSchema>;
