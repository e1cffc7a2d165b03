import { timestamp } from "drizzle-orm/pg-core";

/** A moment, to the millisecond: what JavaScript dates hold and the contract promises. */
export function time(name: string) {
  return timestamp(name, { withTimezone: true, precision: 3 });
}
