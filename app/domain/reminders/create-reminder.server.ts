import { and, count, eq, isNull } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { reminders, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { getMessage } from "#app/domain/messages/get-message.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { SCHEDULED_MAX } from "#app/shared/limits.ts";
import type { ReminderView } from "#app/shared/views.ts";
import { remindLater } from "./remind.server.ts";
import { toReminderView, type ReminderRow } from "./reminder-view.server.ts";
import type { CreateReminderInput } from "./reminders.schema.ts";

/**
 * Reminds oneself of something at a time, perhaps of a message. With an `id` that was chosen by the caller, a second call
 * returns the first reminder. Throws `not_found` and `forbidden` for a place or message one may not see, `conflict` when
 * there are too many that are not done and for an id that somebody else has, `rate_limited`.
 */
export async function createReminder(
  actor: Actor,
  input: CreateReminderInput,
  id = createId(),
): Promise<ReminderView> {
  await consumeLimit("edit by user", actor.userId);
  const { text, dueAt, messageId = null } = input;
  const channelId = messageId ? (await getMessage(actor, messageId)).channelId : (input.channelId ?? null);
  if (channelId) await requireMembership(actor, channelId);
  const { userId } = actor;
  const row = await db().transaction((transaction) =>
    write(transaction, { id, userId, text, dueAt, channelId, messageId }),
  );
  return toReminderView(row);
}

async function write(transaction: Queryable, values: typeof reminders.$inferInsert): Promise<ReminderRow> {
  const { id, userId } = values;
  // One after the other, so that two at once do not both take the last place.
  await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
  const [waiting] = await transaction
    .select({ total: count() })
    .from(reminders)
    .where(and(eq(reminders.userId, userId), isNull(reminders.doneAt)));
  if (waiting && waiting.total >= SCHEDULED_MAX) {
    throw new AppError("conflict", { key: "errors.too_many_reminders" });
  }
  const [row] = await transaction.insert(reminders).values(values).onConflictDoNothing().returning();
  if (row) {
    await remindLater(transaction, row);
    return row;
  }
  const earlier = await transaction.query.reminders.findFirst({
    where: and(eq(reminders.id, id), eq(reminders.userId, userId)),
  });
  if (!earlier) throw new AppError("conflict");
  return earlier;
}
