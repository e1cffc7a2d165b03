import { z } from "zod";
import { pageSchema } from "#app/domain/paging/cursor.schema.ts";
import { PAGE_MAX, PAGE_SIZE } from "#app/shared/limits.ts";
import { id, wholeNumber } from "#app/shared/schemas.ts";

export const uploadSchema = z.object({ channelId: id });

export const listFilesSchema = pageSchema.extend({
  limit: wholeNumber.pipe(z.number().min(1).max(PAGE_MAX)).default(PAGE_SIZE),
});
export type ListFilesInput = z.output<typeof listFilesSchema>;
