import { z } from "zod";
import {
  BIO_MAX,
  DISPLAY_NAME_MAX,
  EMAIL_MAX,
  PASSWORD_MAX_BYTES,
  PASSWORD_MIN,
  STATUS_TEXT_MAX,
  USERNAME_MAX,
  USERNAME_MIN,
} from "#app/shared/limits.ts";
import { line, refuse, text, wholeNumber } from "#app/shared/schemas.ts";
import { countCharacters } from "#app/shared/text.ts";

/** Names that would read as the system or as everybody. */
const RESERVED = new Set([
  "admin",
  "administrator",
  "all",
  "channel",
  "everyone",
  "here",
  "me",
  "parley",
  "root",
  "support",
  "system",
]);

const username = z
  .string()
  .trim()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.length >= USERNAME_MIN, refuse("too_short", { min: USERNAME_MIN }))
  .refine((value) => value.length <= USERNAME_MAX, refuse("too_long", { max: USERNAME_MAX }))
  .refine((value) => /^[a-z0-9_.-]+$/i.test(value), refuse("bad_username"))
  .refine((value) => !RESERVED.has(value.toLowerCase()) && !/^deleted-/i.test(value), refuse("reserved"));

const email = z
  .string()
  .trim()
  .toLowerCase()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.length <= EMAIL_MAX, refuse("too_long", { max: EMAIL_MAX }))
  .refine((value) => z.email().safeParse(value).success, refuse("bad_email"));

const bytes = new TextEncoder();

const newPassword = z
  .string()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.isWellFormed() && !value.includes("\0"), refuse("bad_text"))
  .refine((value) => countCharacters(value) >= PASSWORD_MIN, refuse("too_short", { min: PASSWORD_MIN }))
  .refine(
    (value) => bytes.encode(value).length <= PASSWORD_MAX_BYTES,
    refuse("too_long", { max: PASSWORD_MAX_BYTES }),
  );

export const signUpSchema = z.object({
  email,
  username,
  password: newPassword,
  displayName: line(DISPLAY_NAME_MAX).optional(),
});
export type SignUpInput = z.output<typeof signUpSchema>;

export const updateProfileSchema = z.object({
  displayName: line(DISPLAY_NAME_MAX, { required: true }).optional(),
  bio: text(BIO_MAX).optional(),
  statusText: line(STATUS_TEXT_MAX).optional(),
  statusEmoji: line(16).optional(),
  locale: z.enum(["en"]).optional(),
});
export type UpdateProfileInput = z.output<typeof updateProfileSchema>;

export const deleteAccountSchema = z.object({ password: z.string() });

export const findUsersSchema = z.object({
  query: line(DISPLAY_NAME_MAX).default(""),
  limit: wholeNumber.pipe(z.number().min(1).max(100)).default(50),
});
export type FindUsersInput = z.output<typeof findUsersSchema>;
