import { z } from "zod";
import { CLOCK, fromClock } from "#app/shared/clock.ts";
import { NOTIFY_LEVELS } from "#app/shared/preferences.ts";
import { futureMoment } from "#app/shared/schemas.ts";

/** "22:00", kept as minutes after midnight. */
const clock = z.string().regex(CLOCK, "invalid").transform(fromClock).nullable();

/** The part of the account that says what its person is told of, and when. Nobody else sees it. */
export const notifySettings = {
  notifyLevel: z.enum(NOTIFY_LEVELS).optional(),
  notifySound: z.boolean().optional(),
  quietFrom: clock.optional(),
  quietUntil: clock.optional(),
  /** Null ends it. */
  snoozedUntil: futureMoment.nullable().optional(),
};
