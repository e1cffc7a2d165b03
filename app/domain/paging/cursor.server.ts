import { invalidField } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";

/** The last entry of a page: the next one begins after it. */
export interface Cursor {
  /** ISO time, to the millisecond. */
  at: string;
  id: string;
}

/** What clients pass on without reading it. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at} ${id}`).toString("base64url");
}

/** Throws `invalid_input` on `before`. */
export function readCursor(text: string): Cursor {
  const [at = "", id = ""] = Buffer.from(text, "base64url").toString().split(" ");
  if (!isId(id) || !isTime(at)) throw invalidField("before", "invalid");
  return { at, id };
}

/** As `writeCursor` was given it, of a year that PostgreSQL knows as well. */
function isTime(at: string): boolean {
  const time = Date.parse(at);
  return /^[12]\d{3}-/.test(at) && !Number.isNaN(time) && new Date(time).toISOString() === at;
}
