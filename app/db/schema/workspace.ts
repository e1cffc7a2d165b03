import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text } from "drizzle-orm/pg-core";
import { time } from "./time.ts";

/** What the installation calls itself: one row. */
export const workspace = pgTable(
  "workspace",
  {
    id: boolean("id").primaryKey().default(true),
    /** Empty: "Parley". */
    name: text("name").notNull().default(""),
    /** When the first admin had been through the first steps, or did not want to. */
    welcomedAt: time("welcomed_at"),
  },
  (table) => [check("workspace_one_row", sql`${table.id}`)],
);
