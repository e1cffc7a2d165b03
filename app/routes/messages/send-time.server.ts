import type { Actor } from "#app/domain/actor.ts";
import { getOwnUser } from "#app/domain/users/update-profile.server.ts";
import { readTimeZone } from "#app/doors/time-zone.server.ts";
import { invalidField } from "#app/shared/errors.ts";
import { fromLocalTime } from "#app/shared/time-zones.ts";

/** The zone in which a person reads and writes times: of their profile, or of their browser where that names none. */
export async function findTimeZoneOf(actor: Actor, request: Request): Promise<string> {
  const { timeZone } = await getOwnUser(actor);
  return timeZone || readTimeZone(request.headers.get("cookie"));
}

/**
 * What a date-time field holds ("2026-03-29T02:30"), as a moment: ISO 8601. Of a time that comes twice in autumn, one of
 * both; one that spring leaves out is as late as if the clocks had not been changed. Throws `invalid_input` on sendAt.
 */
export function readSendAt(value: string | undefined, timeZone: string): string {
  if (!value) throw invalidField("sendAt", "required");
  // Browsers add seconds where the field's value had some.
  const local = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(\.\d+)?)?$/.exec(value)?.[1];
  if (!local || Number.isNaN(Date.parse(`${local}Z`))) throw invalidField("sendAt", "invalid");
  return fromLocalTime(local, timeZone).toISOString();
}
