import { z } from "zod";
import { AppError, type FieldCode, type FieldError } from "./errors.ts";
import { countCharacters, isBlank, isStorableLine, isStorableText, normalizeNewlines } from "./text.ts";
import { findTimeZone } from "./time-zones.ts";

/** A zod check that fails with one of our field codes. */
function refuse(code: FieldCode, params?: Record<string, number>) {
  return { params: { field: code, numbers: params } };
}

export const id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "invalid")
  .toLowerCase();

/** Several lines of text, at most `max` characters, stored with LF. `required` refuses what shows nothing. */
export function text(max: number, { required = false } = {}) {
  return z
    .string()
    .transform(normalizeNewlines)
    .refine((value) => !required || !isBlank(value), refuse("required"))
    .refine((value) => countCharacters(value) <= max, refuse("too_long", { max }))
    .refine(isStorableText, refuse("bad_text"));
}

/** One line of text, trimmed, in Unicode NFC, at most `max` characters. `required` refuses what shows nothing. */
export function line(max: number, { required = false } = {}) {
  return z
    .string()
    .refine(isStorableLine, refuse("bad_text"))
    .transform((value) => (value.isWellFormed() ? value.normalize("NFC").trim() : value))
    .refine((value) => !required || !isBlank(value), refuse("required"))
    .refine((value) => countCharacters(value) <= max, refuse("too_long", { max }));
}

/** A whole number in a query string, e.g. `?limit=50`. */
export const wholeNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A time to come, ISO 8601 with its offset. */
export const futureMoment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((value) => value.getTime() > Date.now(), refuse("in_the_past"));

/** IANA name as this runtime lists it, or empty. */
export const timeZoneName = z
  .string()
  .refine((value) => value === "" || findTimeZone(value) !== null, refuse("bad_time_zone"))
  .transform((value) => findTimeZone(value) ?? "");

export { refuse };

/** Parses once at the door. Throws `invalid_input` naming each field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new AppError("invalid_input", { errors: toFieldErrors(result.error) });
}

/** A hostile payload may be wrong in thousands of places; nobody reads more than a few. */
const REPORTED_MAX = 20;

function toFieldErrors(error: z.ZodError): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const issue of error.issues.slice(0, REPORTED_MAX)) {
    const path = issue.path.join(".");
    // The first thing wrong with a field is the one worth reading.
    if (seen.has(path)) continue;
    seen.add(path);
    errors.push({ path, ...describeIssue(issue) });
  }
  return errors;
}

function describeIssue(issue: z.core.$ZodIssue): Pick<FieldError, "code" | "params"> {
  if (issue.code === "custom" && issue.params?.["field"]) {
    return { code: issue.params["field"] as FieldCode, params: issue.params["numbers"] };
  }
  if (issue.code === "invalid_type") return { code: issue.input === undefined ? "required" : "wrong_type" };
  if (issue.code === "too_small") {
    if (issue.origin === "array") return { code: "below_minimum", params: { min: Number(issue.minimum) } };
    return { code: "too_short", params: { min: Number(issue.minimum) } };
  }
  if (issue.code === "too_big") {
    if (issue.origin === "array") return { code: "above_maximum", params: { max: Number(issue.maximum) } };
    return { code: "too_long", params: { max: Number(issue.maximum) } };
  }
  return { code: "invalid" };
}
