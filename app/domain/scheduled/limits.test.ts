import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { scheduledMessages } from "#app/db/schema/index.ts";
import { completeReminder } from "#app/domain/reminders/complete-reminder.server.ts";
import { createReminder } from "#app/domain/reminders/create-reminder.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, type Person } from "#tests/factories.ts";
import { letTimePass } from "#tests/jobs.ts";
import { people } from "#tests/people.ts";
import { cancelScheduled } from "./cancel-scheduled.server.ts";
import { listScheduled } from "./list-scheduled.server.ts";
import { scheduleMessage } from "./schedule-message.server.ts";
import { sendScheduledNow } from "./send-scheduled-now.server.ts";
import { sweepScheduled } from "./sweep-scheduled.server.ts";
import { updateScheduled } from "./update-scheduled.server.ts";

withDatabase();

let ada: Person, ben: Person, channel: ChannelView;

beforeEach(async () => {
  [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  channel = await createChannel(ada, { members: [ben] });
});

afterEach(() => setEnvironment());

const inAnHour = () => new Date(Date.now() + HOUR);
const schedule = (person = ada) =>
  scheduleMessage(person.actor, {
    channelId: channel.id,
    clientId: createId(),
    body: "Later",
    sendAt: inAnHour(),
  });
const limited = { code: "rate_limited" };

test("changes, each of which leaves a job behind, are limited for whoever makes them", async () => {
  const [mine, theirs] = [await schedule(), await schedule(ben)];
  const reminder = await createReminder(ada.actor, { text: "Tea", dueAt: inAnHour() });
  // One at once, and the next in 20 seconds.
  setEnvironment({ RATE_LIMIT_SCALE: "0.05" });
  await consumeLimit("edit by user", ada.id);
  const acts = [
    () => updateScheduled(ada.actor, mine.id, { sendAt: inAnHour() }),
    () => sendScheduledNow(ada.actor, mine.id),
    () => cancelScheduled(ada.actor, mine.id),
    () => createReminder(ada.actor, { text: "More tea", dueAt: inAnHour() }),
    () => completeReminder(ada.actor, reminder.id),
  ];
  for (const act of acts) await expect(act()).rejects.toMatchObject(limited);
  expect(await listScheduled(ada.actor)).toEqual([mine]);
  await cancelScheduled(ben.actor, theirs.id);
  expect(await listScheduled(ben.actor)).toEqual([]);
});

test("what is sent now counts as a message that is sent", async () => {
  const { id } = await schedule();
  setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
  await consumeLimit("message by user", ada.id);
  await expect(sendScheduledNow(ada.actor, id)).rejects.toMatchObject(limited);
  expect(await listScheduled(ada.actor)).toMatchObject([{ id, failure: null }]);
});

test("what nothing tries any more after a day says so, to its author, and can be sent all the same", async () => {
  const [lost, late, waiting] = [await schedule(), await schedule(), await schedule(ben)];
  const move = (id: string, ago: number) =>
    db()
      .update(scheduledMessages)
      .set({ sendAt: new Date(Date.now() - ago) })
      .where(eq(scheduledMessages.id, id));
  await move(lost.id, DAY + HOUR);
  await move(late.id, DAY - HOUR);
  const announced = recordAnnouncements();
  await sweepScheduled();
  expect(await listScheduled(ada.actor)).toMatchObject([
    { id: lost.id, failure: "unavailable" },
    { id: late.id, failure: null },
  ]);
  expect(await listScheduled(ben.actor)).toEqual([waiting]);
  expect(announced).toEqual([
    { rooms: `user:${ada.id}`, event: "scheduled:changed", payload: { scheduledId: lost.id } },
  ]);
  await sendScheduledNow(ada.actor, lost.id);
  expect(await listScheduled(ada.actor)).toMatchObject([{ id: late.id }]);
  await letTimePass();
});
