import { redirect } from "@remix-run/node";
import { z } from "zod";
import { makeExcerpt } from "#app/components/chat/excerpt.ts";
import type { Actor } from "#app/domain/actor.ts";
import { markUnread } from "#app/domain/memberships/mark-unread.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { editMessage } from "#app/domain/messages/edit-message.server.ts";
import { getMessage } from "#app/domain/messages/get-message.server.ts";
import { editMessageSchema, messageIdSchema, reactionSchema } from "#app/domain/messages/messages.schema.ts";
import { pinMessage, unpinMessage } from "#app/domain/messages/pin-message.server.ts";
import { addReaction, removeReaction } from "#app/domain/messages/react-to-message.server.ts";
import { createReminder } from "#app/domain/reminders/create-reminder.server.ts";
import { saveMessage, unsaveMessage } from "#app/domain/saved/save-message.server.ts";
import { followThread } from "#app/domain/threads/follow-thread.server.ts";
import { safeNextPath } from "#app/doors/page-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import { findTimeZone, fromLocalTime, toLocalTime } from "#app/shared/time-zones.ts";

interface MessageFormArgs {
  actor: Actor;
  /** Of the page that the form was posted to. */
  channelId: string;
  form: URLSearchParams;
}

type Fields = Record<string, string>;

const remindSchema = messageIdSchema.extend({
  when: z.enum(["hour", "tomorrow"]),
  timeZone: z.string().optional(),
});
/** When people who begin their day read what they wanted to be reminded of. */
const MORNING = "09:00";

/** Each is named by the form's field `intent`. */
const INTENTS: Record<string, (actor: Actor, fields: Fields) => Promise<unknown>> = {
  edit: (actor, fields) => editMessage(actor, parseInput(editMessageSchema, fields)),
  delete: (actor, fields) => deleteMessage(actor, readId(fields)),
  react: (actor, fields) => addReaction(actor, parseInput(reactionSchema, trimEmoji(fields))),
  unreact: (actor, fields) => removeReaction(actor, parseInput(reactionSchema, trimEmoji(fields))),
  pin: (actor, fields) => pinMessage(actor, readId(fields)),
  unpin: (actor, fields) => unpinMessage(actor, readId(fields)),
  save: (actor, fields) => saveMessage(actor, readId(fields)),
  unsave: (actor, fields) => unsaveMessage(actor, readId(fields)),
  "mark-unread": markUnreadFrom,
  follow: (actor, fields) => setFollow(actor, fields, true),
  unfollow: (actor, fields) => setFollow(actor, fields, false),
  remind,
};

/**
 * Carries out a form about one message and sends the browser back to where it was. Answers nothing for a form about
 * something else. Throws as the verbs do, and `not_found` for a message of another channel.
 */
export async function answerMessageForm({
  actor,
  channelId,
  form,
}: MessageFormArgs): Promise<Response | undefined> {
  const fields: Fields = Object.fromEntries(form);
  const { intent = "", back } = fields;
  const act = Object.hasOwn(INTENTS, intent) ? INTENTS[intent] : undefined;
  if (!act) return undefined;
  const message = await getMessage(actor, readId(fields));
  if (message.channelId !== channelId) throw new AppError("not_found");
  await act(actor, fields);
  const permalink = `/channels/${channelId}?message=${message.seq}`;
  // At its end the conversation would be read again by being shown.
  return redirect(back && intent !== "mark-unread" ? safeNextPath(back) : permalink, 303);
}

function readId(fields: Fields): string {
  return parseInput(messageIdSchema, fields).messageId;
}

function trimEmoji(fields: Fields): Fields {
  return { ...fields, emoji: (fields["emoji"] ?? "").trim() };
}

async function markUnreadFrom(actor: Actor, fields: Fields): Promise<void> {
  const { channelId, seq } = await getMessage(actor, readId(fields));
  await markUnread(actor, { channelId, seq });
}

async function setFollow(actor: Actor, fields: Fields, follows: boolean): Promise<void> {
  const { id, parentId } = await getMessage(actor, readId(fields));
  await followThread(actor, { rootId: parentId ?? id, follows });
}

async function remind(actor: Actor, fields: Fields): Promise<void> {
  const { messageId, when, timeZone = "" } = parseInput(remindSchema, fields);
  const message = await getMessage(actor, messageId);
  const now = new Date();
  const dueAt = when === "hour" ? new Date(now.getTime() + HOUR) : findTomorrowMorning(now, timeZone);
  await createReminder(actor, { text: makeExcerpt(message) || "…", dueAt, messageId });
}

function findTomorrowMorning(now: Date, typed: string): Date {
  const timeZone = findTimeZone(typed) ?? "UTC";
  const today = toLocalTime(now, timeZone).slice(0, 10);
  const tomorrow = new Date(Date.parse(`${today}T00:00Z`) + DAY).toISOString().slice(0, 10);
  return fromLocalTime(`${tomorrow}T${MORNING}`, timeZone);
}
