import { z } from "zod";
import { CHANNEL_NAME_MAX, PAGE_MAX } from "#app/shared/limits.ts";
import { NOTIFY_LEVELS } from "#app/shared/preferences.ts";
import { id, line, wholeNumber } from "#app/shared/schemas.ts";

export const watermarkSchema = z.object({
  channelId: id,
  seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type WatermarkInput = z.output<typeof watermarkSchema>;

export const setMemberSchema = z.object({
  role: z.enum(["member", "moderator", "owner"]).optional(),
  /** With the role "owner": who gives it becomes a member. */
  handsOver: z.boolean().optional(),
});
export type SetMemberInput = z.output<typeof setMemberSchema>;

/** People who are added at once. */
const ADDED_MAX = 50;

export const addPeopleSchema = z.object({ userIds: z.array(id).min(1).max(ADDED_MAX) });
export type AddPeopleInput = z.output<typeof addPeopleSchema>;

/** What is left out stays as it is. */
const ownMembership = z.object({
  muted: z.boolean().optional(),
  starred: z.boolean().optional(),
  hidden: z.boolean().optional(),
  /** Null: as the account has it. */
  notifyLevel: z.enum(NOTIFY_LEVELS).nullable().optional(),
});
export type SetMembershipInput = z.output<typeof ownMembership>;
export const setMembershipSchema = ownMembership.extend({ channelId: id });

export const listMembersSchema = z.object({
  query: line(CHANNEL_NAME_MAX).default(""),
  /** The last id of the page before. */
  after: id.optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(PAGE_MAX)).default(PAGE_MAX),
});
export type ListMembersInput = z.output<typeof listMembersSchema>;

/** Those that an autocompletion offers at once. */
const FOUND_MAX = 20;

export const findMembersSchema = z.object({
  channelId: id,
  query: line(CHANNEL_NAME_MAX),
  limit: z.number().int().min(1).max(FOUND_MAX).default(FOUND_MAX),
});
export type FindMembersInput = z.output<typeof findMembersSchema>;
