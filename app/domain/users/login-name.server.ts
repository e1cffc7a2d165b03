import { sql, type SQL } from "drizzle-orm";
import { users } from "#app/db/schema/index.ts";
import { normalizeEmail } from "./sign-up.schema.ts";

/** The same text for the same account: what is counted must not depend on how a name is written. */
export function normalizeLogin(login: string): string {
  return (login.includes("@") && normalizeEmail(login)) || login.toLowerCase();
}

/** The account that a normalised login names. A user name has no "@", so one text never names two. */
export function isNamed(login: string): SQL {
  return sql`lower(${login.includes("@") ? users.email : users.username}) = ${login}`;
}
