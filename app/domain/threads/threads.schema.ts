import { z } from "zod";
import { PAGE_MAX, PAGE_SIZE } from "#app/shared/limits.ts";
import { id, wholeNumber } from "#app/shared/schemas.ts";

export const threadPageSchema = z.object({
  before: wholeNumber.optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(PAGE_MAX)).default(PAGE_SIZE),
});

export const openThreadSchema = threadPageSchema.extend({ rootId: id });
export interface OpenThreadInput {
  /** Of the message that it began with, or of any reply in it. */
  rootId: string;
  /** Replies with smaller numbers. */
  before?: number;
  limit?: number;
}

export const readThreadSchema = z.object({
  rootId: id,
  seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type ReadThreadInput = z.output<typeof readThreadSchema>;

export const followThreadSchema = z.object({ rootId: id, follows: z.boolean() });
export type FollowThreadInput = z.output<typeof followThreadSchema>;
