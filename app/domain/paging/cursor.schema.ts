import { z } from "zod";

/** Where a page of a list ended, as the page itself told; `readCursor` says what it means. */
export const pageSchema = z.object({ before: z.string().max(200).optional() });
export type PageInput = z.output<typeof pageSchema>;
