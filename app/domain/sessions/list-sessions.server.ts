import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { sessions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { DeviceView } from "#app/shared/account-views.ts";
import { toDeviceView } from "./device.server.ts";

/** One's own open sessions: this one first, then the last used. */
export async function listSessions(actor: Actor): Promise<DeviceView[]> {
  const isOpen = and(isNull(sessions.endedAt), gt(sessions.expiresAt, sql`now()`));
  const rows = await db()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, actor.userId), isOpen))
    .orderBy(desc(eq(sessions.id, actor.sessionId)), desc(sessions.lastSeenAt), desc(sessions.id));
  return rows.map((row) => toDeviceView(row, actor.sessionId));
}
