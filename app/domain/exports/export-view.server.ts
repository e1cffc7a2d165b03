import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { dataExports } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { HOUR } from "#app/shared/time.ts";
import type { ExportView } from "#app/shared/account-views.ts";

export type ExportRow = typeof dataExports.$inferSelect;

/** An export that is not ready by then has been given up. */
const LONGEST = HOUR;

export function exportKey(exportId: string): string {
  return `exports/${exportId}.zip`;
}

export function toExportView(row: ExportRow): ExportView {
  return {
    id: row.id,
    state: findState(row),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    bytes: row.bytes,
  };
}

function findState(row: ExportRow): ExportView["state"] {
  if (row.readyAt) return "ready";
  const isGivenUp = row.failedAt !== null || Date.now() - row.createdAt.getTime() > LONGEST;
  return isGivenUp ? "failed" : "in_progress";
}

/** What was asked for of one's own data and has not expired, newest first. */
export async function listExports(actor: Actor): Promise<ExportView[]> {
  const rows = await db()
    .select()
    .from(dataExports)
    .where(
      and(
        eq(dataExports.userId, actor.userId),
        or(isNull(dataExports.expiresAt), gt(dataExports.expiresAt, sql`now()`)),
      ),
    )
    .orderBy(desc(dataExports.createdAt), desc(dataExports.id));
  return rows.map(toExportView);
}
