import { z } from "zod";
import { roleName } from "#app/domain/roles/roles.schema.ts";
import { DISPLAY_NAME_MAX, REASON_MAX } from "#app/shared/limits.ts";
import { line, wholeNumber } from "#app/shared/schemas.ts";

export const assignRoleSchema = z.object({ role: roleName });
export type AssignRoleInput = z.output<typeof assignRoleSchema>;

/** Why something is done to an account; kept in the audit log. */
export const reasonSchema = z.object({ reason: line(REASON_MAX).default("") });
export const requiredReasonSchema = z.object({ reason: line(REASON_MAX, { required: true }) });
export type ReasonInput = z.output<typeof reasonSchema>;

export const ACCOUNT_STATES = ["active", "deactivated", "locked", "deletion", "unverified"] as const;
export const ACCOUNT_ORDERS = ["name", "created", "seen"] as const;

/** What a list of accounts is asked for. An empty field of a form is no filter. */
export const listAccountsSchema = z.object({
  query: line(DISPLAY_NAME_MAX).default(""),
  role: z.union([z.literal(""), roleName]).default(""),
  state: z.union([z.literal(""), z.enum(ACCOUNT_STATES)]).default(""),
  order: z.enum(ACCOUNT_ORDERS).default("name"),
  page: wholeNumber.pipe(z.number().min(1).max(100_000)).default(1),
});
export type ListAccountsInput = z.output<typeof listAccountsSchema>;
