import { z } from "zod";
import { LOCALES } from "#app/shared/locales.ts";
import {
  BIO_MAX,
  DISPLAY_NAME_MAX,
  PRONOUNS_MAX,
  SKIN_TONE_MAX,
  STATUS_TEXT_MAX,
} from "#app/shared/limits.ts";
import { CONTRASTS, DENSITIES, TEXT_SIZES, THEMES } from "#app/shared/preferences.ts";
import { futureMoment, line, refuse, text, timeZoneName } from "#app/shared/schemas.ts";
import { notifySettings } from "./notify-settings.schema.ts";

/** Unicode's list of the emoji that keyboards offer (UTS 51, RGI), each a single one however many code points it has. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Asks for the coloured form of what may also be drawn as text. Keyboards add it where it is not needed, and leave it out. */
const COLOURED = "\ufe0f";

/** The emoji as the list has it, so that it looks the same to everybody; null for what is not a single one. */
function findEmoji(value: string): string | null {
  const spellings = [value, value + COLOURED, value.replaceAll(COLOURED, "")];
  return spellings.find((spelling) => EMOJI.test(spelling)) ?? null;
}

const statusEmoji = z
  .string()
  .trim()
  .refine((value) => value === "" || findEmoji(value) !== null, refuse("bad_emoji"))
  .transform((value) => findEmoji(value) ?? "");

/** What a form offers for the end of a status; `at`: a time of one's own. */
export const STATUS_ENDS = ["never", "half_hour", "hour", "four_hours", "today", "week", "at"] as const;
export type StatusEnd = (typeof STATUS_ENDS)[number];

export const updateProfileSchema = z.object({
  displayName: line(DISPLAY_NAME_MAX, { required: true }).optional(),
  pronouns: line(PRONOUNS_MAX).optional(),
  bio: text(BIO_MAX).optional(),
  statusText: line(STATUS_TEXT_MAX).optional(),
  statusEmoji: statusEmoji.optional(),
  statusExpiresAt: futureMoment.nullable().optional(),
  locale: z.enum(LOCALES).optional(),
  theme: z.enum(THEMES).optional(),
  contrast: z.enum(CONTRASTS).optional(),
  density: z.enum(DENSITIES).optional(),
  textSize: z.enum(TEXT_SIZES).optional(),
  timeZone: timeZoneName.optional(),
  sendsReceipts: z.boolean().optional(),
  enterSends: z.boolean().optional(),
  ...notifySettings,
  unreadFirst: z.boolean().optional(),
  skinTone: z.int().min(0).max(SKIN_TONE_MAX).optional(),
});
export type UpdateProfileInput = z.output<typeof updateProfileSchema>;
