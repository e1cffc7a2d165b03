import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { reminders } from "#app/db/schema/index.ts";
import { countInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { listInbox } from "#app/domain/inbox/list-inbox.server.ts";
import { createId } from "#app/shared/ids.ts";
import { SCHEDULED_MAX } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { letTimePass } from "#tests/jobs.ts";
import { people } from "#tests/people.ts";
import { completeReminder } from "./complete-reminder.server.ts";
import { createReminder } from "./create-reminder.server.ts";
import { listReminders } from "./list-reminders.server.ts";
import { createReminderSchema } from "./reminders.schema.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createPerson(people.ben), createPerson(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

const inAnHour = () => new Date(Date.now() + HOUR);
const wish = (text = "Tea", id?: string) => createReminder(ada.actor, { text, dueAt: inAnHour() }, id);
const list = () => listReminders(ada.actor);
const readInbox = async () => (await listInbox(ada.actor)).items;

test("a reminder waits, comes once, and is nobody else's", async () => {
  const reminder = await wish();
  expect(reminder).toMatchObject({ text: "Tea", channelId: null, messageId: null, remindedAt: null });
  expect([await list(), await readInbox(), await countInbox(ada.actor)]).toEqual([[reminder], [], 0]);

  expect(await letTimePass()).toBe(1);
  const came = { ...reminder, remindedAt: expect.any(String) };
  expect(await list()).toEqual([came]);
  expect(await readInbox()).toMatchObject([{ kind: "reminder", isUnread: true, reminder: came }]);
  expect(await countInbox(ada.actor)).toBe(1);
  expect([await listReminders(ben.actor), await countInbox(ben.actor)]).toEqual([[], 0]);
});

test("ticked off, it leaves the list and the inbox; before its time it does not come at all", async () => {
  const [early, late] = [await wish("early"), await wish("late")];
  await completeReminder(ada.actor, early.id);
  await letTimePass();
  expect(await list()).toMatchObject([{ text: "late" }]);
  expect(await readInbox()).toHaveLength(1);
  await completeReminder(ada.actor, late.id);
  await completeReminder(ada.actor, late.id);
  expect([await list(), await readInbox()]).toEqual([[], []]);
});

test("with an id of its own it is made once, also several at once, and never taken from somebody else", async () => {
  const id = createId();
  const made = await Promise.all([wish("once", id), wish("once", id), wish("once", id)]);
  expect(new Set(made.map((reminder) => reminder.id))).toEqual(new Set([id]));
  expect(await list()).toHaveLength(1);
  const theirs = { text: "theirs", dueAt: inAnHour() };
  await expect(createReminder(ben.actor, theirs, id)).rejects.toMatchObject({ code: "conflict" });
  expect(await letTimePass()).toBe(1);
});

test("it can be about a message that one sees, and about no other", async () => {
  const hidden = await createChannel(ada, { kind: "private" });
  const message = await send(ada, hidden.id);
  const about = { text: "Answer it", dueAt: inAnHour(), messageId: message.id };
  expect(await createReminder(ada.actor, about)).toMatchObject({
    messageId: message.id,
    channelId: hidden.id,
  });
  await expect(createReminder(olga.actor, about)).rejects.toMatchObject({ code: "not_found" });
  const inThere = { text: "Peek", dueAt: inAnHour(), channelId: hidden.id };
  await expect(createReminder(olga.actor, inThere)).rejects.toMatchObject({ code: "not_found" });
  expect(await listReminders(olga.actor)).toEqual([]);
});

test("nobody can tick off what is not theirs", async () => {
  const { id } = await wish();
  await expect(completeReminder(olga.actor, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await list()).toMatchObject([{ id }]);
});

test("there are only so many that are not done, those that came too", async () => {
  const many = (count: number, done: { remindedAt?: Date; doneAt?: Date }) =>
    db()
      .insert(reminders)
      .values(
        Array.from({ length: count }, () => ({
          id: createId(),
          userId: ada.id,
          text: "One of many",
          dueAt: inAnHour(),
          ...done,
        })),
      );
  await many(SCHEDULED_MAX, { doneAt: new Date() });
  await many(SCHEDULED_MAX - 11, { remindedAt: new Date() });
  await many(10, {});
  const results = await Promise.allSettled([wish(), wish()]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(wish()).rejects.toMatchObject({ code: "conflict", key: "errors.too_many_reminders" });
});

test.each([
  ["nothing", { text: " " }, "text", "required"],
  ["too much", { text: "x".repeat(501) }, "text", "too_long"],
  ["the past", { dueAt: new Date(Date.now() - 1000).toISOString() }, "dueAt", "in_the_past"],
  ["more than five years", { dueAt: new Date(Date.now() + 6 * 366 * DAY).toISOString() }, "dueAt", "invalid"],
])("%s is refused", (_, change, path, code) => {
  const input = { text: "Tea", dueAt: inAnHour().toISOString(), ...change };
  const refusal = expect.objectContaining({ errors: [expect.objectContaining({ path, code })] });
  expect(() => parseInput(createReminderSchema, input)).toThrow(refusal);
});
