import { findStatusEnd } from "#app/domain/users/status-end.ts";
import { invalidField } from "#app/shared/errors.ts";
import { findTimeZone, fromLocalTime } from "#app/shared/time-zones.ts";
import { readTimeZone } from "./time-zone.server.ts";

/**
 * The form of the profile as the schema has it: the end of the status, chosen and in local time, becomes a moment.
 * Throws `invalid_input` where a time was to be given and is not there.
 */
export function readProfileForm(form: URLSearchParams, cookies: string | null): Record<string, unknown> {
  const fields = Object.fromEntries(form);
  if (!form.has("statusEnd")) return fields;
  const timeZone = findTimeZone(fields["timeZone"] ?? "") ?? readTimeZone(cookies);
  return { ...fields, statusExpiresAt: readStatusEnd(fields, timeZone) };
}

function readStatusEnd(fields: Record<string, string>, timeZone: string): string | null {
  const { statusText = "", statusEmoji = "", statusEnd = "", statusExpiresAt = "" } = fields;
  if (!statusText.trim() && !statusEmoji.trim()) return null;
  if (statusEnd !== "at") {
    return findStatusEnd(statusEnd, { now: new Date(), timeZone })?.toISOString() ?? null;
  }
  if (statusExpiresAt === "") throw invalidField("statusExpiresAt", "required");
  const isLocalTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(statusExpiresAt);
  const isTime = isLocalTime && !Number.isNaN(Date.parse(`${statusExpiresAt}Z`));
  // What is no time is for the schema to refuse.
  return isTime ? fromLocalTime(statusExpiresAt, timeZone).toISOString() : statusExpiresAt;
}
