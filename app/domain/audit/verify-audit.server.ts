import { asc, gt } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { auditHead, auditLog } from "#app/db/schema/index.ts";
import { hashAuditRow } from "./hash-audit-row.ts";

/** Rows that are read at a time: the log may be larger than the memory. */
const BATCH = 1000;

export interface AuditVerdict {
  /** How many were found in order. */
  rows: number;
  /** The first row that is not as it was written, and why; null where the chain is whole. */
  fault: { id: number; reason: string } | null;
}

type Row = typeof auditLog.$inferSelect;
type Place = Pick<Row, "id" | "hash">;

/**
 * Reads the whole audit log and checks that each row is as it was written and follows the one before, up to the newest one
 * that was ever written. Sees one moment of it, also while rows are being added.
 */
export async function verifyAudit(): Promise<AuditVerdict> {
  return db().transaction(readChain, { isolationLevel: "repeatable read", accessMode: "read only" });
}

async function readChain(transaction: Queryable): Promise<AuditVerdict> {
  const [head] = await transaction.select().from(auditHead);
  let last: Place = { id: 0, hash: "" };
  for (;;) {
    const rows = await transaction
      .select()
      .from(auditLog)
      .where(gt(auditLog.id, last.id))
      .orderBy(asc(auditLog.id))
      .limit(BATCH);
    for (const row of rows) {
      const fault = findFault(row, last);
      if (fault) return { rows: last.id, fault };
      last = row;
    }
    if (rows.length < BATCH) break;
  }
  return { rows: last.id, fault: findFaultAtEnd(head, last) };
}

function findFault(row: Row, before: Place): AuditVerdict["fault"] {
  const { id } = row;
  if (id !== before.id + 1) return { id: before.id + 1, reason: "it is missing" };
  if (hashAuditRow(row) !== row.hash) return { id, reason: "its content is not what was written" };
  if (row.previousHash === before.hash) return null;
  return { id, reason: `it does not follow row ${before.id}, so one of the two was replaced` };
}

function findFaultAtEnd(head: typeof auditHead.$inferSelect | undefined, last: Place): AuditVerdict["fault"] {
  if (!head)
    return { id: last.id, reason: "nothing tells that it is the newest, because the head is missing" };
  if (head.lastId > last.id)
    return { id: last.id + 1, reason: `it is missing, as is all up to row ${head.lastId}` };
  if (head.lastId < last.id)
    return { id: head.lastId + 1, reason: "it was added without the head knowing of it" };
  if (head.lastHash !== last.hash) return { id: last.id, reason: "it is not the row that was written last" };
  return null;
}
