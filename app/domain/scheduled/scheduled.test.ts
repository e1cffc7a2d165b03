import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels, memberships, scheduledMessages, users } from "#app/db/schema/index.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { historySchema } from "#app/domain/messages/messages.schema.ts";
import { createId } from "#app/shared/ids.ts";
import { SCHEDULED_MAX } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { ChannelView, ScheduledView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, createRole, send, type Person } from "#tests/factories.ts";
import { letTimePass } from "#tests/jobs.ts";
import { people } from "#tests/people.ts";
import { cancelScheduled } from "./cancel-scheduled.server.ts";
import { deliverScheduled } from "./deliver-scheduled.server.ts";
import { listScheduled } from "./list-scheduled.server.ts";
import { scheduleMessage } from "./schedule-message.server.ts";
import { scheduleMessageSchema, updateScheduledSchema } from "./scheduled.schema.ts";
import { sendScheduledNow } from "./send-scheduled-now.server.ts";
import { updateScheduled } from "./update-scheduled.server.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person, channel: ChannelView;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createPerson(people.ben), createPerson(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
  channel = await createChannel(ben, { members: [ada] });
});

afterEach(() => setEnvironment());

const inAnHour = () => new Date(Date.now() + HOUR);
const schedule = (
  body = "Good morning",
  more: { clientId?: string; parentId?: string; quoteId?: string } = {},
) =>
  scheduleMessage(ada.actor, {
    channelId: channel.id,
    clientId: createId(),
    body,
    sendAt: inAnHour(),
    ...more,
  });
const list = () => listScheduled(ada.actor);
const readBodies = async () =>
  (await listMessages(ben.actor, channel.id, historySchema.parse({}))).messages.map(({ body }) => body);

describe("a scheduled message", () => {
  test("waits, is sent at its time as if its author did it then, and is gone from the list", async () => {
    const clientId = createId();
    const scheduled = await schedule("Good morning", { clientId });
    expect(scheduled).toMatchObject({ channelId: channel.id, body: "Good morning", failure: null });
    expect(await list()).toEqual([scheduled]);
    expect(await listScheduled(ben.actor)).toEqual([]);
    expect(await readBodies()).toEqual([]);
    await letTimePass();
    const page = await listMessages(ben.actor, channel.id, historySchema.parse({}));
    expect(page.messages).toMatchObject([{ body: "Good morning", authorId: ada.id, clientId }]);
    expect(await list()).toEqual([]);
  });

  test("goes to the thread it was written for, under its root", async () => {
    const root = await send(ben, channel.id, "Root");
    await schedule("A reply", { parentId: root.id });
    await letTimePass();
    const { messages } = await listMessages(ben.actor, channel.id, historySchema.parse({}));
    expect(messages).toMatchObject([{ body: "Root" }, { body: "A reply", parentId: root.id, threadNo: 1 }]);
    await expect(schedule("Nowhere", { parentId: createId() })).rejects.toMatchObject({
      errors: [{ path: "parentId" }],
    });
  });

  test("keeps what it quotes, of its own channel only, and says so if that is deleted by then", async () => {
    const [quoted, gone] = [await send(ben, channel.id, "Quoted"), await send(ben, channel.id, "Gone")];
    const elsewhere = await send(ben, (await createChannel(ben)).id);
    const scheduled = await schedule("An answer", { quoteId: quoted.id });
    expect(scheduled).toMatchObject({ quoteId: quoted.id });
    const other = await schedule("Another", { quoteId: gone.id });
    await deleteMessage(ben.actor, gone.id);
    await letTimePass();
    const { messages } = await listMessages(ben.actor, channel.id, historySchema.parse({}));
    expect(messages.at(-1)).toMatchObject({ body: "An answer", quoteId: quoted.id });
    expect(await list()).toMatchObject([{ id: other.id, failure: "gone" }]);
    await expect(schedule("No", { quoteId: gone.id })).rejects.toMatchObject({ code: "gone" });
    await expect(schedule("No", { quoteId: elsewhere.id })).rejects.toMatchObject({
      errors: [{ path: "quoteId", code: "invalid" }],
    });
  });

  test("reads nothing for its author", async () => {
    await send(ben, channel.id, "Unread");
    await schedule();
    await letTimePass();
    const row = await db().query.memberships.findFirst({ where: eq(memberships.userId, ada.id) });
    expect(row).toMatchObject({ lastReadSeq: 0 });
  });

  test("is scheduled once, however often the request comes, also several at once", async () => {
    const clientId = createId();
    const answers = await Promise.all([1, 2, 3].map(() => schedule("Once", { clientId })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await letTimePass();
    expect(await readBodies()).toEqual(["Once"]);
    await expect(schedule("Once", { clientId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("waits for a second run of a process that died before its row was removed, and is sent once", async () => {
    const clientId = createId();
    const { id, sendAt } = await schedule("Once", { clientId });
    // What the dead process did; its transaction was rolled back.
    await send(ada, channel.id, "Once", clientId);
    await leaveChannel(ada.actor, channel.id);
    const again = () => deliverScheduled({ scheduledId: id, sendAt });
    await Promise.all([again(), again()]);
    await again();
    expect((await readBodies()).filter((body) => body === "Once")).toEqual(["Once"]);
    expect(await list()).toEqual([]);
  });

  test("is not held up by the limit of messages", async () => {
    const bodies = Array.from({ length: 15 }, (_, index) => `message ${index}`);
    for (const body of bodies) await schedule(body);
    setEnvironment({ RATE_LIMIT_SCALE: "1" });
    await letTimePass();
    expect(new Set(await readBodies())).toEqual(new Set(bodies));
  });

  test("that is scheduled counts as one that is sent", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "1" });
    const results = await Promise.allSettled(Array.from({ length: 15 }, () => schedule()));
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "rate_limited", retryAfter: 1 },
    });
  });
});

describe("changing it", () => {
  test("a new text is what is sent", async () => {
    const { id } = await schedule("Goood morning");
    expect(await updateScheduled(ada.actor, id, { body: "Good morning" })).toMatchObject({
      body: "Good morning",
    });
    await letTimePass();
    expect(await readBodies()).toEqual(["Good morning"]);
  });

  test("with a new time the old one passes, and the new one counts", async () => {
    const { id, sendAt } = await schedule();
    const later = new Date(Date.now() + DAY);
    expect(await updateScheduled(ada.actor, id, { sendAt: later })).toMatchObject({
      sendAt: later.toISOString(),
    });
    await deliverScheduled({ scheduledId: id, sendAt });
    expect([await readBodies(), await list()]).toMatchObject([[], [{ id }]]);
    expect(await letTimePass()).toBe(2);
    expect([await readBodies(), await list()]).toEqual([["Good morning"], []]);
  });

  test("cancelled, it is never sent; sent now, it is sent once", async () => {
    await cancelScheduled(ada.actor, (await schedule("Cancelled")).id);
    const { id } = await schedule("At once");
    await sendScheduledNow(ada.actor, id);
    expect([await readBodies(), await list()]).toEqual([["At once"], []]);
    await letTimePass();
    expect(await readBodies()).toEqual(["At once"]);
    for (const tooLate of [sendScheduledNow, cancelScheduled])
      await expect(tooLate(ada.actor, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is for its author only", async () => {
    const { id } = await schedule();
    for (const person of [ben, olga]) {
      const attempts = [
        () => updateScheduled(person.actor, id, { body: "Mine" }),
        () => cancelScheduled(person.actor, id),
        () => sendScheduledNow(person.actor, id),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await list()).toMatchObject([{ id, body: "Good morning" }]);
  });

  test("while it is being sent comes too late, and says so", async () => {
    const { id, sendAt } = await schedule("Sent as it was");
    const results = await Promise.allSettled([
      deliverScheduled({ scheduledId: id, sendAt }),
      updateScheduled(ada.actor, id, { body: "Changed" }),
    ]);
    const isChanged = results[1].status === "fulfilled";
    await letTimePass();
    expect(await readBodies()).toEqual([isChanged ? "Changed" : "Sent as it was"]);
  });
});

test("however many changes wait for what is being sent, it is sent", async () => {
  const { id, sendAt } = await schedule();
  const waiting = Array.from({ length: 20 }, (_, index) => () => [
    updateScheduled(ada.actor, id, { body: `change ${index}` }),
    deliverScheduled({ scheduledId: id, sendAt }),
  ]).flatMap((start) => start());
  await Promise.allSettled(waiting);
  expect([(await readBodies()).length, await list()]).toEqual([1, []]);
});

describe("what can not be sent", () => {
  const reasons: [string, () => Promise<unknown>, string][] = [
    ["its author has left", () => leaveChannel(ada.actor, channel.id), "forbidden"],
    [
      "its author was deactivated",
      () => db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ada.id)),
      "forbidden",
    ],
    [
      "its author is about to be deleted",
      () => db().update(users).set({ deletionDueAt: inAnHour() }).where(eq(users.id, ada.id)),
      "forbidden",
    ],
    [
      "its author may not write any more",
      async () => {
        const role = await createRole([]);
        await db().update(users).set({ role }).where(eq(users.id, ada.id));
      },
      "forbidden",
    ],
    [
      "the channel is archived",
      () => db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, channel.id)),
      "gone",
    ],
    [
      "only those who keep order write there",
      () => db().update(channels).set({ isReadOnly: true }).where(eq(channels.id, channel.id)),
      "forbidden",
    ],
  ];

  test.each(reasons)("since %s, stays with the reason", async (_, happen, failure) => {
    const { id } = await schedule();
    await happen();
    await letTimePass();
    expect(await list()).toMatchObject([{ id, failure }]);
    expect(await readBodies()).not.toContain("Good morning");
    await letTimePass();
    expect(await list()).toMatchObject([{ id, failure }]);
  });

  test("can be sent later, or now, once nothing stands in its way", async () => {
    const [first, second] = [await schedule("first"), await schedule("second")];
    const setArchived = (archivedAt: Date | null) =>
      db().update(channels).set({ archivedAt }).where(eq(channels.id, channel.id));
    await setArchived(new Date());
    await letTimePass();
    await expect(sendScheduledNow(ada.actor, first.id)).rejects.toMatchObject({ code: "gone" });
    await setArchived(null);
    const views = [
      await updateScheduled(ada.actor, second.id, { sendAt: inAnHour() }),
      await sendScheduledNow(ada.actor, first.id),
    ];
    expect(views).toMatchObject([{ failure: null }, undefined]);
    await letTimePass();
    expect(await readBodies()).toEqual(["first", "second"]);
  });
});

describe("refused are", () => {
  test("people who could not write there now", async () => {
    const input = { channelId: channel.id, clientId: createId(), body: "Hello", sendAt: inAnHour() };
    await expect(scheduleMessage(olga.actor, input)).rejects.toMatchObject({ code: "forbidden" });
    const hidden = await createChannel(ben, { kind: "private" });
    const inHidden = { ...input, channelId: hidden.id };
    await expect(scheduleMessage(olga.actor, inHidden)).rejects.toMatchObject({ code: "not_found" });
    const mute = await createPerson(people.cleo, await createRole([]));
    await expect(scheduleMessage(mute.actor, input)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("more than there is room for, also when they come together", async () => {
    await db()
      .insert(scheduledMessages)
      .values(
        Array.from({ length: SCHEDULED_MAX - 1 }, () => ({
          id: createId(),
          clientId: createId(),
          userId: ada.id,
          channelId: channel.id,
          body: "One of many",
          sendAt: inAnHour(),
        })),
      );
    const results = await Promise.allSettled([schedule(), schedule(), schedule()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(schedule()).rejects.toMatchObject({
      code: "conflict",
      key: "errors.too_many_scheduled",
    });
  });

  test.each([
    ["the past", () => new Date(Date.now() - 1000).toISOString(), "in_the_past"],
    ["more than a year", () => new Date(Date.now() + 400 * DAY).toISOString(), "invalid"],
    ["no time", () => "tomorrow", "invalid"],
    ["a time of no place", () => "2027-01-01T10:00:00", "invalid"],
    ["a number", () => Date.now() + HOUR, "wrong_type"],
  ])("%s", (_, makeTime, code) => {
    const sendAt = makeTime();
    const input = { channelId: createId(), clientId: createId(), body: "Hello", sendAt };
    const refusal = expect.objectContaining({ errors: [expect.objectContaining({ path: "sendAt", code })] });
    expect(() => parseInput(scheduleMessageSchema, input)).toThrow(refusal);
    expect(() => parseInput(updateScheduledSchema, { sendAt })).toThrow(refusal);
  });
});

test("a job holds nothing of what was written", async () => {
  const scheduled: ScheduledView = await schedule("tellurium");
  const jobs = await db().execute(sql`select data::text as data from pgboss.job`);
  expect(JSON.stringify(jobs)).toContain(scheduled.id);
  expect(JSON.stringify(jobs)).not.toContain("tellurium");
});
