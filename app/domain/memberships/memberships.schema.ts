import { z } from "zod";
import { id } from "#app/shared/schemas.ts";

export const watermarkSchema = z.object({
  channelId: id,
  seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type WatermarkInput = z.output<typeof watermarkSchema>;

export const setMemberSchema = z.object({ role: z.enum(["member", "moderator", "owner"]).optional() });
export type SetMemberInput = z.output<typeof setMemberSchema>;
