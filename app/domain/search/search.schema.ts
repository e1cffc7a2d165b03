import { z } from "zod";
import { line } from "#app/shared/schemas.ts";

export const searchSchema = z.object({ q: line(200).default("") });
export type SearchInput = z.output<typeof searchSchema>;
