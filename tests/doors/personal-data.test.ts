// What a person keeps for themselves is in the copy of their data, and goes with the account.
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { eraseDueAccounts } from "#app/domain/deletion/erase-account.server.ts";
import { saveDraft } from "#app/domain/drafts/save-draft.server.ts";
import { readPersonalData } from "#app/domain/exports/read-personal-data.server.ts";
import { createReminder } from "#app/domain/reminders/create-reminder.server.ts";
import { saveMessage } from "#app/domain/saved/save-message.server.ts";
import { scheduleMessage } from "#app/domain/scheduled/schedule-message.server.ts";
import { followThread } from "#app/domain/threads/follow-thread.server.ts";
import { createId } from "#app/shared/ids.ts";
import { HOUR } from "#app/shared/time.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { withDatabase } from "#tests/database.ts";
import { letTimePass } from "#tests/jobs.ts";
import { people } from "#tests/people.ts";

withDatabase();

let ada: Person, ben: Person, channel: ChannelView, message: MessageView;

/** Something of everything, for Ada and for Ben. */
beforeEach(async () => {
  [ada, ben] = await Promise.all([createPerson(people.ada), createPerson(people.ben)]);
  channel = await createChannel(ben, { members: [ada] });
  message = await send(ben, channel.id, "Ben's words");
  for (const { actor, displayName } of [ada, ben]) {
    const at = new Date(Date.now() + HOUR);
    const words = { channelId: channel.id, body: `of ${displayName}` };
    await saveDraft(actor, words);
    await saveMessage(actor, message.id);
    await scheduleMessage(actor, { ...words, clientId: createId(), sendAt: at });
    await createReminder(actor, { text: words.body, dueAt: at });
    await followThread(actor, { rootId: message.id, follows: true });
  }
});

const tables = ["drafts", "saved_messages", "scheduled_messages", "reminders", "thread_follows"];

async function countRows(person: Person): Promise<number[]> {
  const counts = tables.map(async (name) => {
    const rows = await db().execute(sql`select 1 from ${sql.identifier(name)} where user_id = ${person.id}`);
    return rows.length;
  });
  return Promise.all(counts);
}

test("a copy of one's data holds all of it, and no word of anybody else", async () => {
  const data = await readPersonalData(ada.id);
  expect(data).toMatchObject({
    drafts: [{ channelId: channel.id, body: "of Ada Lovelace" }],
    savedMessages: [{ messageId: message.id }],
    scheduledMessages: [{ channelId: channel.id, body: "of Ada Lovelace" }],
    reminders: [{ text: "of Ada Lovelace" }],
    followedThreads: [{ rootId: message.id, follows: true }],
  });
  expect(JSON.stringify(data)).not.toContain("Ben");
});

test("erasing the account removes all of it, and what was to come of it does not come", async () => {
  const now = new Date();
  await db().update(users).set({ deletionDueAt: now }).where(eq(users.id, ada.id));
  expect(await countRows(ada)).toEqual([1, 1, 1, 1, 1]);
  await eraseDueAccounts();
  expect(await countRows(ada)).toEqual([0, 0, 0, 0, 0]);
  expect(await countRows(ben)).toEqual([1, 1, 1, 1, 1]);
  await letTimePass();
  const sent = await db().execute(
    sql`select body from messages where channel_id = ${channel.id} and kind = 'text'`,
  );
  expect(sent.map(({ body }) => body)).toEqual(["Ben's words", "of Ben Okri"]);
});
