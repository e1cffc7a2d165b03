import { and, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passkeys, refreshTokens, roles, sessions, totpFactors, users } from "#app/db/schema/index.ts";
import type { Actor, Restriction } from "#app/domain/actor.ts";
import { permissionsOf } from "#app/domain/policy/policy.server.ts";
import { env } from "#app/platform/env.server.ts";
import type { Permission } from "#app/shared/permissions.ts";
import type { Preferences } from "#app/shared/preferences.ts";
import { MINUTE } from "#app/shared/time.ts";
import { readAccessToken } from "./access-token.server.ts";
import { hashRefreshToken } from "./refresh-token.server.ts";
import { sessionExpiry } from "./start-session.server.ts";

/** Writing every use would make each read a write; minutes are exact enough for "last seen" and for the idle end. */
const TOUCH_EVERY = 5 * MINUTE;

/** What an account may do, and what stands in its way. */
export const accountColumns = {
  userId: users.id,
  role: users.role,
  permissions: roles.permissions,
  emailVerifiedAt: users.emailVerifiedAt,
  deletionDueAt: users.deletionDueAt,
  locale: users.locale,
  theme: users.theme,
  contrast: users.contrast,
  density: users.density,
  textSize: users.textSize,
  /** Looked up only where the role asks for a factor. */
  lacksFactor: sql<boolean>`${roles.requiresSecondFactor}
    and not exists (select 1 from ${totpFactors} where ${totpFactors.userId} = ${users.id} and ${totpFactors.confirmedAt} is not null)
    and not exists (select 1 from ${passkeys} where ${passkeys.userId} = ${users.id})`,
};

const actorColumns = {
  ...accountColumns,
  sessionId: sessions.id,
  remember: sessions.remember,
  lastSeenAt: sessions.lastSeenAt,
};

/** A session that lives, of an account that lives. The only definition of "signed in". */
function isAlive(condition: SQL | undefined): SQL | undefined {
  return and(
    condition,
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, sql`now()`),
    isNull(users.deactivatedAt),
  );
}

/** Who holds this access token; null when it is not ours, has expired, or its session has ended. */
export async function findSessionByAccessToken(token: string): Promise<Actor | null> {
  const sessionId = await readAccessToken(token);
  return sessionId ? findSessionById(sessionId) : null;
}

/** The actor of a session that still lives, or null. */
export async function findSessionById(sessionId: string): Promise<Actor | null> {
  const [row] = await db()
    .select(actorColumns)
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(roles, eq(roles.name, users.role))
    .where(isAlive(eq(sessions.id, sessionId)));
  if (!row) return null;
  if (Date.now() - row.lastSeenAt.getTime() > TOUCH_EVERY) await touchSession(row.sessionId, row.remember);
  return toActor(row, sessionId);
}

interface Account extends Preferences {
  userId: string;
  role: string;
  permissions: Permission[];
  deletionDueAt: Date | null;
  emailVerifiedAt: Date | null;
  lacksFactor: boolean;
}

export function toActor(row: Account, sessionId: string): Actor {
  const { userId, role, locale, theme, contrast, density, textSize } = row;
  return {
    userId,
    sessionId,
    role,
    permissions: permissionsOf(role, row.permissions),
    restriction: findRestriction(row),
    preferences: { locale, theme, contrast, density, textSize },
  };
}

function findRestriction(row: Account): Restriction | null {
  if (row.deletionDueAt) return "deletion";
  if (env().EMAIL_VERIFICATION === "required" && !row.emailVerifiedAt) return "verify_email";
  return row.lacksFactor ? "second_factor" : null;
}

/** Who holds this refresh token, without using it up: for a socket's handshake, which cannot store a new one. */
export async function findSessionByRefreshToken(token: string): Promise<Actor | null> {
  const [row] = await db()
    .select({ sessionId: refreshTokens.sessionId })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.tokenHash, hashRefreshToken(token)), isNull(refreshTokens.deadAt)));
  return row ? findSessionById(row.sessionId) : null;
}

/** Notes that the session is in use, which puts off its end. */
async function touchSession(sessionId: string, remember: boolean): Promise<void> {
  await db()
    .update(sessions)
    .set({ lastSeenAt: sql`now()`, expiresAt: sessionExpiry(remember) })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}
