import { eq, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { auditHead, auditLog } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { currentRequest } from "#app/platform/request-scope.server.ts";
import { hashAuditRow } from "./hash-audit-row.ts";

export interface AuditEntry {
  /** Verb and noun, e.g. "user.deactivate". */
  action: string;
  /** Whom or what it was done to. */
  target: { type: "user" | "role" | "invite" | "session" | "channel" | "message" | "workspace"; id: string };
  /** What changed, and the reason that was given. No secrets, no addresses of mail. */
  details?: Record<string, unknown>;
}

/**
 * Writes down what was done, in the transaction that does it: neither exists without the other. The head's row is the lock
 * that makes writers queue, so that the numbers have no gap and each row knows the one before. So it comes last in a
 * transaction: who waited for another lock behind it could wait for somebody who waits here.
 */
export async function recordAudit(
  transaction: Queryable,
  actor: Pick<Actor, "userId"> | null,
  entry: AuditEntry,
): Promise<void> {
  const [head] = await transaction.select().from(auditHead).for("update");
  if (!head) throw new Error("The audit log has lost its head.");
  const { requestId, address } = currentRequest();
  const row = {
    id: head.lastId + 1,
    at: new Date(),
    actorId: actor?.userId ?? null,
    action: entry.action,
    targetType: entry.target.type,
    targetId: entry.target.id,
    // As the database will give it back: what is no JSON (dates, what is undefined) must not be hashed as something else.
    details: JSON.parse(JSON.stringify(entry.details ?? {})) as Record<string, unknown>,
    address,
    requestId,
    previousHash: head.lastHash,
  };
  const hash = hashAuditRow(row);
  await transaction.insert(auditLog).values({ ...row, hash });
  await transaction
    .update(auditHead)
    .set({ lastId: row.id, lastHash: hash })
    .where(eq(auditHead.one, sql`true`));
}
