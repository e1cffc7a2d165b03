import { z } from "zod";
import { timeZoneName } from "#app/shared/schemas.ts";

export const explainNotificationSchema = z.object({
  /** Of the caller's clock, for who has none in their profile. */
  timeZone: timeZoneName.optional(),
});
export type ExplainNotificationInput = z.output<typeof explainNotificationSchema>;
