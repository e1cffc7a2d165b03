import { and, count, desc, eq, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { identities, passkeys, recoveryCodes, sessions, totpFactors, users } from "#app/db/schema/index.ts";

/** Everything about an account, as its owner may read it. Of factors it names what there is, never what they are made of. */
export async function readAccountData(userId: string) {
  const [user] = await db()
    .select({
      id: users.id,
      username: users.username,
      email: users.email,
      emailVerifiedAt: users.emailVerifiedAt,
      displayName: users.displayName,
      role: users.role,
      pronouns: users.pronouns,
      bio: users.bio,
      statusText: users.statusText,
      statusEmoji: users.statusEmoji,
      statusExpiresAt: users.statusExpiresAt,
      avatarId: users.avatarId,
      locale: users.locale,
      timeZone: users.timeZone,
      notifyLevel: users.notifyLevel,
      notifySound: users.notifySound,
      quietFrom: users.quietFrom,
      quietUntil: users.quietUntil,
      snoozedUntil: users.snoozedUntil,
      createdAt: users.createdAt,
      deactivatedAt: users.deactivatedAt,
      deletionDueAt: users.deletionDueAt,
    })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new Error("There is no such account to export.");
  return { ...user, ...(await readWaysIn(userId)) };
}

async function readWaysIn(userId: string) {
  const [linked, apps, keys, codes] = await Promise.all([
    db()
      .select({
        provider: identities.provider,
        label: identities.label,
        createdAt: identities.createdAt,
        lastUsedAt: identities.lastUsedAt,
      })
      .from(identities)
      .where(eq(identities.userId, userId)),
    db()
      .select({
        createdAt: totpFactors.createdAt,
        confirmedAt: totpFactors.confirmedAt,
        lastUsedAt: totpFactors.lastUsedAt,
      })
      .from(totpFactors)
      .where(eq(totpFactors.userId, userId)),
    db()
      .select({ name: passkeys.name, createdAt: passkeys.createdAt, lastUsedAt: passkeys.lastUsedAt })
      .from(passkeys)
      .where(eq(passkeys.userId, userId)),
    db()
      .select({ unused: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
  ]);
  return {
    connections: linked,
    authenticatorApps: apps,
    passkeys: keys,
    unusedRecoveryCodes: codes[0]?.unused ?? 0,
  };
}

/** Where and when the account was used, newest first, as far as it is still known. */
export async function readSessionData(userId: string) {
  return db()
    .select({
      id: sessions.id,
      method: sessions.method,
      userAgent: sessions.userAgent,
      address: sessions.address,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      endedAt: sessions.endedAt,
      endReason: sessions.endReason,
    })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt));
}
