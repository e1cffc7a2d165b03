import { createHash } from "node:crypto";
import type { auditLog } from "#app/db/schema/index.ts";

type AuditRow = Omit<typeof auditLog.$inferSelect, "hash">;

/** SHA-256 over everything in the row, the previous row's hash included. Its details have to be plain JSON. */
export function hashAuditRow(row: AuditRow): string {
  const content = [
    row.id,
    row.at.toISOString(),
    row.actorId,
    row.action,
    row.targetType,
    row.targetId,
    sortKeys(row.details),
    row.address,
    row.requestId,
    row.previousHash,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** jsonb keeps no order of keys, so the hash may not depend on one. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
