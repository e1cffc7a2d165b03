import type { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findPresence } from "#app/domain/presence/presence.server.ts";
import type { OwnUserView, UserView } from "#app/shared/views.ts";

export type UserRow = typeof users.$inferSelect;

/** What anybody may see of a person. */
export function toUserView(row: UserRow): UserView {
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    role: row.role,
    avatarUrl: null,
    bio: row.bio,
    statusText: row.statusText,
    statusEmoji: row.statusEmoji,
    presence: findPresence(row.id),
    createdAt: row.createdAt.toISOString(),
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  };
}

/** The person as this actor may see them: in full for oneself and for admins. */
export function toUserViewFor(actor: Actor, row: UserRow): UserView | OwnUserView {
  return actor.userId === row.id || actor.role === "admin" ? toOwnUserView(row) : toUserView(row);
}

/** What the person, and nobody but an admin, may see. */
export function toOwnUserView(row: UserRow): OwnUserView {
  return {
    ...toUserView(row),
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    locale: row.locale,
  };
}
