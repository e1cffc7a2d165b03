import { and, eq, isNull, ne } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels, memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { Permission } from "#app/shared/permissions.ts";
import type { ChannelKind, ChannelRole } from "#app/shared/views.ts";

/**
 * Who may do more in a channel than read, write and leave: those with one of the roles in it, and whoever has the permission
 * for every channel that they can see.
 */
const RULES = {
  rename: { roles: ["owner"], permission: "channel.edit.any" },
  set_topic: { roles: ["owner", "moderator"], permission: "channel.edit.any" },
  describe: { roles: ["owner", "moderator"], permission: "channel.edit.any" },
  set_read_only: { roles: ["owner"], permission: "channel.edit.any" },
  /** Writes where only those who keep order do: to be asked of read-only channels alone. */
  write_read_only: { roles: ["owner", "moderator"], permission: "channel.edit.any" },
  /** Pins messages. In a direct conversation everybody is a member and may. */
  pin: { roles: ["owner", "moderator", "member"], permission: "channel.edit.any" },
  archive: { roles: ["owner"], permission: "channel.archive" },
  list_members: { roles: ["owner", "moderator", "member"], permission: "member.manage.any" },
  /** Adds and removes plain members. */
  manage_members: { roles: ["owner", "moderator"], permission: "member.manage.any" },
  /** Makes, sees and revokes the link by which people join. */
  invite: { roles: ["owner", "moderator"], permission: "member.manage.any" },
  /** Gives and takes the roles of a channel, and removes who has one. */
  manage_roles: { roles: ["owner"], permission: "member.manage.any" },
  delete_message: { roles: ["owner", "moderator"], permission: "message.delete.any" },
} as const satisfies Record<string, { roles: readonly ChannelRole[]; permission: Permission }>;

type ChannelAct = keyof typeof RULES;

/** A channel that the actor can see, and what they are in it. */
export interface Standing {
  channelId: string;
  kind: ChannelKind;
  name: string | null;
  topic: string;
  description: string;
  isReadOnly: boolean;
  archivedAt: Date | null;
  /** Null in a public channel one has not joined. */
  role: ChannelRole | null;
}

/** Throws `not_found` for what the actor may not know of. In a transaction, the channel stays as it is until its end. */
export async function findStanding(
  actor: Actor,
  channelId: string,
  transaction?: Queryable,
): Promise<Standing> {
  const query = (transaction ?? db())
    .select({ channel: channels, role: memberships.role })
    .from(channels)
    .leftJoin(memberships, and(eq(memberships.channelId, channels.id), eq(memberships.userId, actor.userId)))
    .where(eq(channels.id, channelId));
  // "No key": messages refer to this row, and their sending goes on.
  const [row] = await (transaction ? query.for("no key update", { of: channels }) : query);
  if (!row || (row.channel.kind !== "public" && !row.role)) throw new AppError("not_found");
  const { kind, name, topic, description, isReadOnly, archivedAt } = row.channel;
  return { channelId, kind, name, topic, description, isReadOnly, archivedAt, role: row.role };
}

/**
 * Throws `forbidden` unless a rule allows it. Answers "permission" where only the actor's permission does, which makes it
 * an act of administration and is written down.
 */
export function requireRight(actor: Actor, { role }: Standing, act: ChannelAct): "role" | "permission" {
  const rule: { roles: readonly ChannelRole[]; permission: Permission } = RULES[act];
  if (role && rule.roles.includes(role)) return "role";
  if (can(actor, rule.permission)) return "permission";
  throw new AppError("forbidden", role ? {} : { key: "errors.not_a_member" });
}

/** Throws `conflict` for a direct conversation and `gone` for an archived channel, of which nothing can be changed. */
export function requireChangeable({ kind, archivedAt }: Standing): void {
  if (kind === "direct") throw new AppError("conflict", { key: "errors.direct_fixed" });
  if (archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
}

/**
 * The actor's membership of a channel. Throws `forbidden` for a public channel one has not joined, and `not_found` for
 * any other: a private channel does not exist for those outside.
 */
export async function requireMembership(actor: Actor, channelId: string): Promise<Standing> {
  const standing = await findStanding(actor, channelId);
  if (!standing.role) throw new AppError("forbidden", { key: "errors.not_a_member" });
  return standing;
}

/**
 * Throws `conflict` where nobody else with an open account owns the channel. To be asked about an owner, while the channel
 * is kept as it is.
 */
export async function requireAnotherOwner(
  transaction: Queryable,
  channelId: string,
  userId: string,
): Promise<void> {
  const [other] = await transaction
    .select({ userId: memberships.userId })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.channelId, channelId),
        eq(memberships.role, "owner"),
        ne(memberships.userId, userId),
        isNull(users.deactivatedAt),
      ),
    )
    .limit(1);
  if (!other) throw new AppError("conflict", { key: "errors.last_owner" });
}
