import { z } from "zod";
import {
  DISPLAY_NAME_MAX,
  EMAIL_MAX,
  PASSWORD_MAX_BYTES,
  PASSWORD_MIN,
  USERNAME_MAX,
  USERNAME_MIN,
} from "#app/shared/limits.ts";
import { line, refuse } from "#app/shared/schemas.ts";
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
  "moderator",
  "owner",
  "parley",
  "root",
  "security",
  "support",
  "system",
]);

export const usernameSchema = z
  .string()
  .trim()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.length >= USERNAME_MIN, refuse("too_short", { min: USERNAME_MIN }))
  .refine((value) => value.length <= USERNAME_MAX, refuse("too_long", { max: USERNAME_MAX }))
  .refine((value) => /^[a-z0-9_.-]+$/i.test(value), refuse("bad_username"))
  .refine((value) => !RESERVED.has(value.toLowerCase()) && !/^deleted-/i.test(value), refuse("reserved"));

/** What may stand before the "@" (RFC 5322 dot-atom, RFC 6531 for letters beyond ASCII); no quotes, no comments. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** Letters of any script, before they are turned into their ASCII form. */
const DOMAIN_TEXT = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
/** Two labels or more, as DNS has them; the last one is no number, so that no bare IP address is a domain. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=.*[a-z])[a-z0-9-]{1,62}[a-z0-9]$/;
const LOCAL_PART_MAX_BYTES = 64;

const bytes = new TextEncoder();

/**
 * A mail address in the one form in which addresses are stored and compared: NFC, lower case, the domain in ASCII, so that
 * an international domain and its "xn--" form are one address. Null for what is none.
 */
export function normalizeEmail(text: string): string | null {
  if (text.length > EMAIL_MAX) return null;
  const [local, domain, ...rest] = text.trim().toLowerCase().normalize("NFC").split("@");
  if (!local || !domain || rest.length > 0) return null;
  if (!LOCAL_PART.test(local) || bytes.encode(local).length > LOCAL_PART_MAX_BYTES) return null;
  // The URL parser does what `domainToASCII` of Node does (UTS 46), in browsers as well.
  const url = `http://${domain}`;
  const ascii = DOMAIN_TEXT.test(domain) && URL.canParse(url) ? new URL(url).hostname : "";
  return DOMAIN.test(ascii) && local.length + ascii.length < EMAIL_MAX ? `${local}@${ascii}` : null;
}

export const emailSchema = z
  .string()
  .trim()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.length <= EMAIL_MAX, refuse("too_long", { max: EMAIL_MAX }))
  .refine((value) => normalizeEmail(value) !== null, refuse("bad_email"))
  .transform((value) => normalizeEmail(value) ?? value);

/** What a new password has to be at least. Whether it is easy to guess is for `checkNewPassword` to say. */
export const newPasswordSchema = z
  .string()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.isWellFormed() && !value.includes("\0"), refuse("bad_text"))
  .refine((value) => countCharacters(value) >= PASSWORD_MIN, refuse("too_short", { min: PASSWORD_MIN }))
  .refine(
    (value) => bytes.encode(value).length <= PASSWORD_MAX_BYTES,
    refuse("too_long", { max: PASSWORD_MAX_BYTES }),
  );

export const signUpSchema = z.object({
  email: emailSchema,
  username: usernameSchema,
  password: newPasswordSchema,
  displayName: line(DISPLAY_NAME_MAX).optional(),
  /** What the link of an invite carries; empty is none. */
  invite: z.string().max(200).optional(),
});
export type SignUpInput = z.output<typeof signUpSchema>;
