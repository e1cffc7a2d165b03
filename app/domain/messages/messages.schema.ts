import { z } from "zod";
import {
  CHANGES_PAGE,
  EMOJI_MAX,
  FILES_MAX,
  MESSAGE_MAX,
  PAGE_MAX,
  PAGE_SIZE,
  SYNC_MAX,
} from "#app/shared/limits.ts";
import { id, refuse, text, wholeNumber } from "#app/shared/schemas.ts";
import { isBlank } from "#app/shared/text.ts";

export const sendMessageSchema = z
  .object({
    channelId: id,
    /** Chosen by the sender, one per message: sending it again is the same message. */
    clientId: id,
    body: text(MESSAGE_MAX),
    parentId: id.nullish(),
    /** A message of the same channel that this one answers. */
    quoteId: id.nullish(),
    /** What the sender has uploaded for it, in the order in which it is shown. */
    fileIds: z
      .array(id)
      .max(FILES_MAX)
      .refine((ids) => new Set(ids).size === ids.length, refuse("invalid"))
      .optional(),
  })
  // Files may speak for themselves.
  .refine(({ body, fileIds = [] }) => fileIds.length > 0 || !isBlank(body), {
    path: ["body"],
    ...refuse("required"),
    // Also where something else is wrong: each field says what is.
    when: ({ value }) => typeof (value as { body?: unknown } | null)?.body === "string",
  });
export type SendMessageInput = z.output<typeof sendMessageSchema>;

export const messageIdSchema = z.object({ messageId: id });

export const editMessageSchema = z.object({ messageId: id, body: text(MESSAGE_MAX, { required: true }) });
export type EditMessageInput = z.output<typeof editMessageSchema>;

/** Exactly one emoji as Unicode recommends them for interchange (UTS 51), whatever it is made of. */
const EMOJI = /^\p{RGI_Emoji}$/v;

export const reactionSchema = z.object({
  messageId: id,
  emoji: z
    .string()
    // Some keyboards leave out what asks for the coloured form of a sign, and it is to be one reaction with or without.
    .transform((emoji) => (EMOJI.test(emoji) ? emoji : `${emoji}\ufe0f`))
    .refine((emoji) => emoji.length <= EMOJI_MAX && EMOJI.test(emoji), refuse("bad_emoji")),
});
export type ReactionInput = z.output<typeof reactionSchema>;

export const forwardMessageSchema = z.object({
  messageId: id,
  /** Where it goes. */
  channelId: id,
  clientId: id,
  /** What one says about it. */
  body: text(MESSAGE_MAX).default(""),
});
export type ForwardMessageInput = z.output<typeof forwardMessageSchema>;

export const findMessagesSchema = z.object({ messageIds: z.array(id).max(PAGE_MAX) });

const historyFields = z.object({
  limit: wholeNumber.pipe(z.number().min(1).max(PAGE_MAX)).default(PAGE_SIZE),
  before: wholeNumber.optional(),
  after: wholeNumber.optional(),
  around: wholeNumber.optional(),
});

function namesOnePlace({ before, after, around }: z.output<typeof historyFields>): boolean {
  return [before, after, around].filter((seq) => seq !== undefined).length <= 1;
}

const onePlace = { path: ["before"], ...refuse("invalid") };
export const historySchema = historyFields.refine(namesOnePlace, onePlace);
export const channelHistorySchema = historyFields.extend({ channelId: id }).refine(namesOnePlace, onePlace);
export type HistoryInput = z.output<typeof historySchema>;

export const changesSchema = z.object({
  after: wholeNumber.default(0),
  limit: wholeNumber.pipe(z.number().min(1).max(CHANGES_PAGE)).default(PAGE_MAX),
});
export type ChangesInput = z.output<typeof changesSchema>;

export const syncSchema = z.object({
  channels: z
    .unknown()
    // Counted before any key is looked at, so that a hostile list costs nothing.
    .refine(
      (channels) => Object.keys(Object(channels)).length <= SYNC_MAX,
      refuse("above_maximum", { max: SYNC_MAX }),
    )
    .pipe(z.record(id, z.number().int().min(0).max(Number.MAX_SAFE_INTEGER))),
  /** How many changes are sent one by one; where there are more, the newest page stands for them. */
  maxBehind: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});
export type SyncInput = z.output<typeof syncSchema>;
