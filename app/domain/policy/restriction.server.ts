import type { Actor, Restriction } from "#app/domain/actor.ts";
import { AppError } from "#app/shared/errors.ts";

/** Throws `forbidden`, saying what has to be done first, for a session that opens nothing else yet. */
export function refuseRestricted(actor: Actor, allow: readonly Restriction[] = []): void {
  if (!actor.restriction || allow.includes(actor.restriction)) return;
  throw new AppError("forbidden", { key: `errors.restricted_${actor.restriction}` });
}
