import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { sessions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAuthorityOver } from "#app/domain/policy/policy.server.ts";
import { toDeviceView } from "#app/domain/sessions/device.server.ts";
import { closeConnections, markEnded } from "#app/domain/sessions/end-session.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { DeviceView } from "#app/shared/account-views.ts";

/** Somebody's open sessions, last used first. Throws as `requireAuthorityOver`. */
export async function listUserSessions(actor: Actor, userId: string): Promise<DeviceView[]> {
  await requireAuthorityOver(actor, userId, "user.session.end");
  const isOpen = and(isNull(sessions.endedAt), gt(sessions.expiresAt, sql`now()`));
  const rows = await db()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isOpen))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
  return rows.map((row) => toDeviceView(row, actor.sessionId));
}

/**
 * Ends one session of somebody, or without an id all of them. Throws as `requireAuthorityOver`, `not_found` for a session
 * that is not theirs or has ended, `rate_limited`.
 */
export async function endUserSessions(actor: Actor, userId: string, sessionId?: string): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  const reason = "ended_by_admin";
  const ended = await db().transaction(async (transaction) => {
    await requireAuthorityOver(actor, userId, "user.session.end", transaction);
    const which = and(eq(sessions.userId, userId), sessionId ? eq(sessions.id, sessionId) : undefined);
    const ids = await markEnded(transaction, which, reason);
    if (sessionId && ids.length === 0) throw new AppError("not_found");
    if (ids.length > 0) {
      await recordAudit(transaction, actor, {
        action: "user.session.end",
        target: { type: "user", id: userId },
        details: { sessions: ids.length },
      });
    }
    return ids;
  });
  closeConnections(ended, reason);
}
