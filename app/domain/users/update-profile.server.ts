import { and, eq, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { announceReceiptsSwitch } from "#app/domain/memberships/receipt-rooms.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { announceUser } from "./announce-user.server.ts";
import { notifySettings } from "./notify-settings.schema.ts";
import type { UpdateProfileInput } from "./profile.schema.ts";
import { findStatus, toOwnUserView, type UserRow } from "./user-view.server.ts";

/** The actor's own account. */
export async function getOwnUser(actor: Actor): Promise<OwnUserView> {
  const row = await db().query.users.findFirst({ where: eq(users.id, actor.userId) });
  if (!row) throw new AppError("unauthenticated");
  return toOwnUserView(row);
}

/**
 * Changes what was given of one's own profile and leaves the rest. A status that has expired counts as empty here too: a
 * new text does not bring its old emoji back. Throws `invalid_input` for quiet hours with one end or none between them.
 */
export async function updateProfile(actor: Actor, input: UpdateProfileInput): Promise<OwnUserView> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return getOwnUser(actor);
  await consumeLimit("write by user", actor.userId);
  const { before, after } = await db().transaction(async (transaction) => {
    const isOwn = and(eq(users.id, actor.userId), isNull(users.erasedAt));
    const [found] = await transaction.select().from(users).where(isOwn).for("update");
    if (!found) throw new AppError("unauthenticated");
    const changes = { ...given, ...mergeStatus(found, input), ...mergePauses(found, input) };
    const [changed] = await transaction.update(users).set(changes).where(isOwn).returning();
    return { before: found, after: changed! };
  });
  if (Object.keys(given).some((name) => !(name in notifySettings))) await announceUser(after.id);
  if (Object.keys(given).some((name) => name in notifySettings))
    announceToUser(after.id, "settings:changed", {});
  if (before.sendsReceipts !== after.sendsReceipts) await announceReceiptsSwitch(after.id);
  return toOwnUserView(after);
}

/** What is set of the status after a change; an empty one has no end. */
function mergeStatus(before: UserRow, input: UpdateProfileInput) {
  const current = findStatus(before);
  const statusText = input.statusText ?? current.statusText;
  const statusEmoji = input.statusEmoji ?? current.statusEmoji;
  const kept = current.statusExpiresAt === null ? null : new Date(current.statusExpiresAt);
  const end = input.statusExpiresAt === undefined ? kept : input.statusExpiresAt;
  const isEmpty = statusText === "" && statusEmoji === "";
  return { statusText, statusEmoji, statusExpiresAt: isEmpty ? null : end };
}

/** When nothing is told, after a change: two ends or none. What ends a snooze early leaves how long it was. */
function mergePauses(before: UserRow, input: UpdateProfileInput) {
  const { quietFrom = before.quietFrom, quietUntil = before.quietUntil, snoozedUntil } = input;
  if (quietFrom !== null && quietUntil === null) throw invalidField("quietUntil", "required");
  if (quietFrom === null && quietUntil !== null) throw invalidField("quietFrom", "required");
  if (quietFrom !== null && quietFrom === quietUntil) throw invalidField("quietUntil", "same_time");
  const now = new Date();
  const isOver = before.snoozedUntil === null || before.snoozedUntil <= now;
  if (snoozedUntil === undefined) return { quietFrom, quietUntil };
  if (snoozedUntil === null)
    return { quietFrom, quietUntil, snoozedUntil: isOver ? before.snoozedUntil : now };
  return { quietFrom, quietUntil, snoozedUntil, snoozedAt: isOver ? now : before.snoozedAt };
}
