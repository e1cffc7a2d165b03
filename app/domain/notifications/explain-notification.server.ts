import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { hereMentions, memberships, threadFollows, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { findMessage } from "#app/domain/messages/change-message.server.ts";
import { toMessageView, type MessageRow } from "#app/domain/messages/message-view.server.ts";
import { toClock } from "#app/shared/clock.ts";
import { AppError } from "#app/shared/errors.ts";
import { decideNotification } from "#app/shared/notify-decision.ts";
import type { NotificationView } from "#app/shared/notification-view.ts";
import type { ExplainNotificationInput } from "./notifications.schema.ts";

/**
 * Why the actor was told of a message, or was not: by their settings as they are now, at the time when it was written, and
 * before they could have read it. Quiet hours are those of the profile's time zone, else of the one given, else UTC.
 * Throws as `getMessage`.
 */
export async function explainNotification(
  actor: Actor,
  messageId: string,
  { timeZone: browserZone }: ExplainNotificationInput = {},
): Promise<NotificationView> {
  const row = await findMessage(messageId);
  const { kind } = await requireMembership(actor, row.channelId);
  const [person, membership, followsThread, wasHere] = await Promise.all([
    db().query.users.findFirst({ where: eq(users.id, actor.userId) }),
    findOwnMembership(actor, row.channelId),
    findFollows(actor, row),
    findWasHere(actor, row),
  ]);
  // Left at this moment.
  if (!person || !membership) throw new AppError("not_found");
  const settings = {
    accountLevel: person.notifyLevel,
    channelLevel: membership.notifyLevel,
    muted: membership.muted,
    isBusy: person.isBusy,
    quietFrom: person.quietFrom === null ? null : toClock(person.quietFrom),
    quietUntil: person.quietUntil === null ? null : toClock(person.quietUntil),
    timeZone: person.timeZone || browserZone || "UTC",
    snoozedAt: person.snoozedAt?.toISOString() ?? null,
    snoozedUntil: person.snoozedUntil?.toISOString() ?? null,
  };
  const decision = decideNotification({
    message: toMessageView(row),
    channelKind: kind,
    membership: { ...membership, joinedAt: membership.joinedAt.toISOString(), lastReadSeq: 0 },
    person: { userId: actor.userId, notifyLevel: settings.accountLevel, ...settings },
    followsThread,
    wasHere,
    now: row.createdAt,
  });
  return { messageId, ...decision, settings };
}

async function findOwnMembership({ userId }: Actor, channelId: string) {
  return db().query.memberships.findFirst({
    columns: { muted: true, notifyLevel: true, joinedAt: true },
    where: and(eq(memberships.userId, userId), eq(memberships.channelId, channelId)),
  });
}

async function findFollows({ userId }: Actor, { parentId }: MessageRow): Promise<boolean> {
  if (!parentId) return false;
  const follow = await db().query.threadFollows.findFirst({
    columns: { follows: true },
    where: and(eq(threadFollows.userId, userId), eq(threadFollows.rootId, parentId)),
  });
  return follow?.follows ?? false;
}

async function findWasHere({ userId }: Actor, { channelId, seq, mentionAll }: MessageRow): Promise<boolean> {
  if (mentionAll !== "here") return false;
  const mention = await db().query.hereMentions.findFirst({
    columns: { seq: true },
    where: and(
      eq(hereMentions.userId, userId),
      eq(hereMentions.channelId, channelId),
      eq(hereMentions.seq, seq),
    ),
  });
  return mention !== undefined;
}
