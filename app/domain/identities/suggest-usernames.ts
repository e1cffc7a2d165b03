import { usernameSchema } from "#app/domain/users/sign-up.schema.ts";
import { USERNAME_MAX, USERNAME_MIN } from "#app/shared/limits.ts";

/** How many numbered names are tried before the random ones. */
const NUMBERED = 4;
const RANDOM = 6;

/**
 * User names to try for somebody who is called `wish` elsewhere, the nicest first: all are valid, any may be taken. Of a
 * mail address it is what stands before the "@".
 */
export function suggestUsernames(wish: string): string[] {
  const base = wish
    .replace(/@.*$/s, "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9_.-]+/gi, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  const stem = base.length < USERNAME_MIN ? `user-${base}`.replace(/-$/, "") : base;
  const numbered = Array.from({ length: NUMBERED }, (_, index) => (index === 0 ? "" : `-${index + 1}`));
  const random = Array.from({ length: RANDOM }, () => `-${crypto.randomUUID().slice(0, 6)}`);
  const names = [...numbered, ...random]
    .map((ending) => `${stem.slice(0, USERNAME_MAX - ending.length)}${ending}`)
    .filter((name) => usernameSchema.safeParse(name).success);
  // Where it is the beginning that is reserved, no ending helps.
  return names.length > 0 ? names : suggestUsernames("user");
}
