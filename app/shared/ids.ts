import { uuidv7 } from "uuidv7";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A new UUIDv7 (RFC 9562): sorts by time of making, also within one millisecond of one process. */
export function createId(): string {
  return uuidv7();
}

export function isId(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}
