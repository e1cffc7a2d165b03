import { z } from "zod";
import { id, line, refuse, wholeNumber } from "#app/shared/schemas.ts";

export const INVITE_LIFETIMES = ["hour", "day", "week", "month", "never"] as const;
export const INVITE_STATES = ["active", "used_up", "expired", "revoked"] as const;
export const INVITE_ORDERS = ["newest", "expiry"] as const;
export const INVITE_USES_MAX = 1000;
const LABEL_MAX = 80;
const CHANNELS_MAX = 50;

const uses = wholeNumber
  .refine((value) => value >= 1, refuse("below_minimum", { min: 1 }))
  .refine((value) => value <= INVITE_USES_MAX, refuse("above_maximum", { max: INVITE_USES_MAX }));

export const createInviteSchema = z.object({
  label: line(LABEL_MAX).default(""),
  expiresIn: z.enum(INVITE_LIFETIMES).default("week"),
  /** Null, or an empty field: as many as come. */
  maxUses: z.preprocess((value) => (value === "" ? null : value), uses.nullable().default(null)),
  channelIds: z.array(id).max(CHANNELS_MAX).default([]),
});
export type CreateInviteInput = z.output<typeof createInviteSchema>;

/** What a list of invites is asked for. An empty field of a form is no filter. */
export const listInvitesSchema = z.object({
  query: line(LABEL_MAX).default(""),
  state: z.union([z.literal(""), z.enum(INVITE_STATES)]).default(""),
  order: z.enum(INVITE_ORDERS).default("newest"),
  page: wholeNumber.pipe(z.number().min(1).max(100_000)).default(1),
});
export type ListInvitesInput = z.output<typeof listInvitesSchema>;

export const inviteIdSchema = z.object({ inviteId: id });
