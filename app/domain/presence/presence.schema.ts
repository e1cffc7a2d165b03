import { z } from "zod";

export const setPresenceSchema = z.object({ status: z.enum(["online", "away", "busy"]) });

export type PresenceStatus = z.output<typeof setPresenceSchema>["status"];
