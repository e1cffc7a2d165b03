import { z } from "zod";
import { PAGE_MAX, PAGE_SIZE } from "#app/shared/limits.ts";
import { line, wholeNumber } from "#app/shared/schemas.ts";

/** A day as date fields of forms send it. */
const day = z.union([z.literal(""), z.iso.date()]).default("");

/** What a page of the audit log is asked for. An empty field of a form is no filter. */
export const listAuditSchema = z.object({
  /** Rows older than this one. */
  before: wholeNumber.optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(PAGE_MAX)).default(PAGE_SIZE),
  /** A user name or id. */
  actor: line(80).default(""),
  action: line(80).default(""),
  /** A user name, or the id of anything. */
  target: line(80).default(""),
  from: day,
  to: day,
});
export type ListAuditInput = z.output<typeof listAuditSchema>;
