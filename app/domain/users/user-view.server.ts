import type { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { findPresence } from "#app/domain/presence/presence.server.ts";
import { toClock } from "#app/shared/clock.ts";
import type { OwnUserView, UserView } from "#app/shared/views.ts";

export type UserRow = typeof users.$inferSelect;

/** What anybody may see of a person. */
export function toUserView(row: UserRow): UserView {
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    role: row.role,
    avatarUrl: row.avatarId && `/avatars/${row.id}/${row.avatarId}/128`,
    pronouns: row.pronouns,
    bio: row.bio,
    ...findStatus(row),
    presence: findPresence(row.id),
    createdAt: row.createdAt.toISOString(),
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  };
}

/** The status as it counts now: empty from the moment at which it expires, whenever that is written down. */
export function findStatus(row: Pick<UserRow, "statusText" | "statusEmoji" | "statusExpiresAt">) {
  const isOver = row.statusExpiresAt !== null && row.statusExpiresAt.getTime() <= Date.now();
  if (isOver) return { statusText: "", statusEmoji: "", statusExpiresAt: null };
  const { statusText, statusEmoji, statusExpiresAt } = row;
  return { statusText, statusEmoji, statusExpiresAt: statusExpiresAt?.toISOString() ?? null };
}

/** The person as this actor may see them: in full for oneself and for who may know addresses. */
export function toUserViewFor(actor: Actor, row: UserRow): UserView | OwnUserView {
  const isOpen = actor.userId === row.id || can(actor, "user.read.private");
  return isOpen ? toOwnUserView(row) : toUserView(row);
}

/** What the person, and nobody else but who may know addresses, may see. */
export function toOwnUserView(row: UserRow): OwnUserView {
  return {
    ...toUserView(row),
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    locale: row.locale,
    theme: row.theme,
    contrast: row.contrast,
    density: row.density,
    textSize: row.textSize,
    timeZone: row.timeZone,
    sendsReceipts: row.sendsReceipts,
    enterSends: row.enterSends,
    unreadFirst: row.unreadFirst,
    skinTone: row.skinTone,
    notifyLevel: row.notifyLevel,
    notifySound: row.notifySound,
    quietFrom: row.quietFrom === null ? null : toClock(row.quietFrom),
    quietUntil: row.quietUntil === null ? null : toClock(row.quietUntil),
    snoozedUntil: findSnoozeEnd(row),
  };
}

function findSnoozeEnd({ snoozedUntil }: Pick<UserRow, "snoozedUntil">): string | null {
  return snoozedUntil && snoozedUntil.getTime() > Date.now() ? snoozedUntil.toISOString() : null;
}
