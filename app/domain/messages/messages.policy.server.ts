import type { Actor } from "#app/domain/actor.ts";
import type { Standing } from "#app/domain/memberships/membership.policy.server.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import type { LimitName } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { MessageRow } from "./message-view.server.ts";

/** Throws `forbidden` for a public channel one has not joined; `findStanding` has told of all others that there is nothing. */
export function requireMember({ role }: Standing): void {
  if (!role) throw new AppError("forbidden", { key: "errors.not_a_member" });
}

/** Throws `gone` for an archived channel, in which nothing changes any more. */
export function requireOpen({ archivedAt }: Standing): void {
  if (archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
}

/** By which limit somebody's messages are counted. */
export function findSendLimit(actor: Actor): LimitName {
  return can(actor, "message.send.fast") ? "fast message by user" : "message by user";
}

/** In read-only channels too, whatever one's role there is: the rule "write_read_only", of which the writing statement knows. */
export function canWriteAnywhere(actor: Actor): boolean {
  return can(actor, "channel.edit.any");
}

/** Throws as `requireMember` and `requireOpen`, and `forbidden` where only those who keep order write. */
export function requireWriting(actor: Actor, standing: Standing): void {
  requireMember(standing);
  requireOpen(standing);
  if (standing.isReadOnly && standing.role === "member" && !canWriteAnywhere(actor))
    throw new AppError("forbidden", { key: "errors.channel_read_only" });
}

/** Throws `gone` for a message that was deleted: nothing can be done with it any more. */
export function requireLiving({ deletedAt }: Pick<MessageRow, "deletedAt">): void {
  if (deletedAt) throw new AppError("gone", { key: "errors.message_deleted" });
}

/** Throws `conflict` for what the system told: it is nobody's text. */
export function requireText({ kind }: Pick<MessageRow, "kind">): void {
  if (kind !== "text") throw new AppError("conflict", { key: "errors.system_message" });
}
