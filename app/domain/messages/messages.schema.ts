import { z } from "zod";
import { CHANGES_PAGE, MESSAGE_MAX, PAGE_MAX, PAGE_SIZE } from "#app/shared/limits.ts";
import { id, refuse, text, wholeNumber } from "#app/shared/schemas.ts";

export const sendMessageSchema = z.object({
  channelId: id,
  /** Chosen by the sender, one per message: sending it again is the same message. */
  clientId: id,
  body: text(MESSAGE_MAX, { required: true }),
  parentId: id.nullish(),
  fileIds: z.array(id).max(0).optional(),
});
export type SendMessageInput = z.output<typeof sendMessageSchema>;

export const historySchema = z
  .object({
    limit: wholeNumber.pipe(z.number().min(1).max(PAGE_MAX)).default(PAGE_SIZE),
    before: wholeNumber.optional(),
    after: wholeNumber.optional(),
    around: wholeNumber.optional(),
  })
  .refine(
    ({ before, after, around }) => [before, after, around].filter((seq) => seq !== undefined).length <= 1,
    {
      path: ["before"],
      ...refuse("invalid"),
    },
  );
export type HistoryInput = z.output<typeof historySchema>;

export const changesSchema = z.object({
  after: wholeNumber.default(0),
  limit: wholeNumber.pipe(z.number().min(1).max(CHANGES_PAGE)).default(PAGE_MAX),
});
export type ChangesInput = z.output<typeof changesSchema>;

export const syncSchema = z.object({
  channels: z
    .record(id, z.number().int().min(0).max(Number.MAX_SAFE_INTEGER))
    .refine((channels) => Object.keys(channels).length <= 2000, refuse("above_maximum", { max: 2000 })),
});
export type SyncInput = z.output<typeof syncSchema>;
