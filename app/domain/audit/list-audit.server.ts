import { and, desc, eq, inArray, lt, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { auditLog, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireAdministration } from "#app/domain/policy/policy.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { isId } from "#app/shared/ids.ts";
import type { AuditEntryView, AuditPage } from "#app/shared/account-views.ts";
import type { ListAuditInput } from "./audit.schema.ts";

/**
 * A page of the audit log, newest first; days are those of the time zone. Throws `not_found` without audit.read.
 */
export async function listAudit(
  actor: Actor,
  input: ListAuditInput,
  { timeZone = "UTC" } = {},
): Promise<AuditPage> {
  requireAdministration(actor, "audit.read");
  const rows = await db()
    .select()
    .from(auditLog)
    .where(await findCondition(input, timeZone))
    .orderBy(desc(auditLog.id))
    .limit(input.limit + 1);
  const page = rows.slice(0, input.limit);
  const named = page.flatMap((row) => [
    ...(row.actorId ? [row.actorId] : []),
    ...(row.targetType === "user" && isId(row.targetId) ? [row.targetId] : []),
  ]);
  return {
    entries: page.map(toAuditEntryView),
    users: await findUsersById(named),
    hasOlder: rows.length > input.limit,
  };
}

/** Every action that is in the log, for a list to choose from. Throws `not_found` without audit.read. */
export async function listAuditActions(actor: Actor): Promise<string[]> {
  requireAdministration(actor, "audit.read");
  const rows = await db().selectDistinct({ action: auditLog.action }).from(auditLog).orderBy(auditLog.action);
  return rows.map((row) => row.action);
}

async function findCondition(input: ListAuditInput, timeZone: string): Promise<SQL | undefined> {
  const startOf = (day: string) => sql`${day}::date::timestamp at time zone ${timeZone}`;
  const [actorIds, targetIds] = await Promise.all([findIds(input.actor), findIds(input.target)]);
  return and(
    input.before === undefined ? undefined : lt(auditLog.id, input.before),
    input.actor ? inArray(auditLog.actorId, actorIds.filter(isId)) : undefined,
    input.action ? eq(auditLog.action, input.action) : undefined,
    input.target ? inArray(auditLog.targetId, targetIds) : undefined,
    input.from ? sql`${auditLog.at} >= ${startOf(input.from)}` : undefined,
    input.to ? sql`${auditLog.at} < ${startOf(input.to)} + interval '1 day'` : undefined,
  );
}

/** What was typed, and the id of the person who is called so. */
async function findIds(name: string): Promise<string[]> {
  if (!name) return [];
  const rows = await db()
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.username}) = lower(${name.replace(/^@/, "")})`);
  return [name.toLowerCase(), ...rows.map((row) => row.id)];
}

function toAuditEntryView(row: typeof auditLog.$inferSelect): AuditEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actorId,
    action: row.action,
    target: { type: row.targetType, id: row.targetId },
    details: row.details,
    address: row.address,
    requestId: row.requestId,
  };
}
