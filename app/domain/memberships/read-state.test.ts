import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { memberships, timelines } from "#app/db/schema/index.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { captureLog } from "#tests/log.ts";
import { createChannel, createDirect, createPerson, send, sendMany, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { joinChannel } from "./join-channel.server.ts";
import { listReceipts } from "./list-receipts.server.ts";
import { markAllRead } from "./mark-all-read.server.ts";
import { markUnread } from "./mark-unread.server.ts";
import { markDelivered, markRead } from "./move-watermark.server.ts";
import { measureUnreadDrift, reportUnreadDrift } from "./unread-drift.server.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person, channel: ChannelView;

/** Ada's channel with Ben in it: two messages of hers, one of the system, two more of hers. */
beforeEach(async () => {
  [ada, ben, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.olga),
  ];
  channel = await createChannel(ada, { members: [ben] });
  await sendMany(ada, channel.id, 2);
  await updateChannel(ada.actor, channel.id, { topic: "Bees" });
  await sendMany(ada, channel.id, 2);
});

const code = (wanted: string) => expect.objectContaining({ code: wanted }) as unknown;
const at = (seq: number) => ({ channelId: channel.id, seq });
const isBens = () => and(eq(memberships.channelId, channel.id), eq(memberships.userId, ben.id));
const readRow = async () => (await db().select().from(memberships).where(isBens()))[0];

describe("what one has read", () => {
  test("rises, counts messages of people only, and passes nothing that is not there", async () => {
    expect(await markRead(ben.actor, at(2))).toEqual({ lastReadSeq: 2, lastDeliveredSeq: 2, unread: 2 });
    expect(await markRead(ben.actor, at(3))).toEqual({ lastReadSeq: 3, lastDeliveredSeq: 3, unread: 2 });
    expect(await markRead(ben.actor, at(1))).toEqual({ lastReadSeq: 3, lastDeliveredSeq: 3, unread: 2 });
    expect(await markDelivered(ben.actor, at(99))).toEqual({
      lastReadSeq: 3,
      lastDeliveredSeq: 5,
      unread: 2,
    });
    expect(await markRead(ben.actor, at(99))).toEqual({ lastReadSeq: 5, lastDeliveredSeq: 5, unread: 0 });
    expect(await readRow()).toMatchObject({ lastReadTextNo: 4, seenSeq: 5, revision: 3 });
    expect(await measureUnreadDrift()).toBe(0);
  });

  test("goes back where one wants it to, and what others know of it stays", async () => {
    await markRead(ben.actor, at(5));
    expect(await markUnread(ben.actor, at(4))).toMatchObject({ lastReadSeq: 3, readTextNo: 2, unread: 2 });
    expect(await markUnread(ben.actor, at(3))).toMatchObject({ lastReadSeq: 2, readTextNo: 2, unread: 2 });
    const { revision } = await markUnread(ben.actor, at(1));
    expect(await markUnread(ben.actor, at(0))).toMatchObject({ lastReadSeq: 0, unread: 4, revision });
    expect(await readRow()).toMatchObject({ seenSeq: 5, lastDeliveredSeq: 5, lastReadTextNo: 0 });
    expect(await markRead(ben.actor, at(2))).toMatchObject({ lastReadSeq: 2, unread: 2 });
    expect(await readRow()).toMatchObject({ seenSeq: 5 });
    expect(await markUnread(ben.actor, at(99))).toMatchObject({ lastReadSeq: 5, unread: 0 });
    expect(await measureUnreadDrift()).toBe(0);
  });

  test("is one's own business", async () => {
    const secret = await createChannel(ada, { kind: "private" });
    await send(ada, secret.id);
    for (const mark of [markRead, markDelivered, markUnread]) {
      await expect(mark(olga.actor, at(1))).rejects.toEqual(code("forbidden"));
      await expect(mark(olga.actor, { channelId: secret.id, seq: 1 })).rejects.toEqual(code("not_found"));
    }
    expect(await readRow()).toMatchObject({ lastReadSeq: 0, revision: 0 });
  });

  test("stays one mark when two devices move it to and fro while somebody writes", async () => {
    const seqs = Array.from({ length: 60 }, (_, index) => 1 + (index % 7));
    await Promise.all([
      ...seqs.flatMap((seq): Promise<unknown>[] => [
        markRead(ben.actor, at(seq)),
        markUnread(ben.actor, at(8 - seq)),
        markAllRead(ben.actor),
      ]),
      sendMany(ada, channel.id, 6),
    ]);
    const row = await readRow();
    const [message] = await db().execute<{ text_no: string }>(
      sql`select text_no from messages where channel_id = ${channel.id} and seq = ${row?.lastReadSeq}`,
    );
    expect(row?.lastReadTextNo).toBe(Number(message?.text_no ?? 0));
    expect(await measureUnreadDrift()).toBe(0);
  });
});

test("all at once: everything of one's own is read, and nothing of anybody else's", async () => {
  const direct = await createDirect(ada, [ben]);
  await send(ada, direct.id);
  const quiet = await createChannel(ada, { members: [ben] });
  await joinChannel(olga.actor, channel.id);
  await send(ada, channel.id);
  await markAllRead(ben.actor);
  for (const id of [channel.id, direct.id, quiet.id])
    expect((await getChannel(ben.actor, id)).membership).toMatchObject({ unread: 0 });
  expect(await readRow()).toMatchObject({ lastReadSeq: 7, lastReadTextNo: 5, seenSeq: 7, revision: 1 });
  expect((await getChannel(ben.actor, quiet.id)).membership).toMatchObject({ revision: 0 });
  expect((await getChannel(olga.actor, channel.id)).membership).toMatchObject({ unread: 1 });
  await markAllRead(ben.actor);
  expect(await readRow()).toMatchObject({ revision: 1 });
});

describe("receipts", () => {
  const receiptOf = async (reader: Person, of: Person) =>
    (await listReceipts(reader.actor, channel.id)).find(({ userId }) => userId === of.id);

  test("tell members how far each has got, and outsiders nothing", async () => {
    await markRead(ben.actor, at(2));
    await markDelivered(ben.actor, at(4));
    expect(await receiptOf(ada, ben)).toEqual({ userId: ben.id, deliveredSeq: 4, readSeq: 2 });
    expect(await receiptOf(ben, ada)).toEqual({ userId: ada.id, deliveredSeq: 5, readSeq: 5 });
    await markUnread(ben.actor, at(1));
    expect(await receiptOf(ada, ben)).toMatchObject({ readSeq: 2 });
    await expect(listReceipts(olga.actor, channel.id)).rejects.toEqual(code("forbidden"));
  });

  test("of who keeps them are at zero, both ways, but their own", async () => {
    await joinChannel(olga.actor, channel.id);
    await markRead(ben.actor, at(4));
    await updateProfile(ben.actor, { sendsReceipts: false });
    expect(await receiptOf(ada, ben)).toEqual({ userId: ben.id, deliveredSeq: 4, readSeq: 0 });
    expect(await receiptOf(ben, ada)).toEqual({ userId: ada.id, deliveredSeq: 5, readSeq: 0 });
    expect(await receiptOf(ben, ben)).toEqual({ userId: ben.id, deliveredSeq: 4, readSeq: 4 });
    expect(await receiptOf(olga, ada)).toMatchObject({ readSeq: 5 });
    expect(await updateProfile(ben.actor, { sendsReceipts: true })).toMatchObject({ sendsReceipts: true });
    expect(await receiptOf(ada, ben)).toMatchObject({ readSeq: 4 });
    expect(await receiptOf(ben, ada)).toMatchObject({ readSeq: 5 });
  });
});

describe("the check of what is unread", () => {
  test("finds nothing wrong after all kinds of writing", async () => {
    await joinChannel(olga.actor, channel.id);
    await send(olga, channel.id);
    await markUnread(ada.actor, at(2));
    await createDirect(ada, [olga]);
    expect(await measureUnreadDrift()).toBe(0);
  });

  test("finds a membership and a channel that are wrong", async () => {
    await db().update(memberships).set({ lastReadTextNo: 1 }).where(isBens());
    expect(await measureUnreadDrift()).toBe(1);
    await db().update(memberships).set({ lastReadTextNo: 0 }).where(isBens());
    expect(await measureUnreadDrift()).toBe(0);
    const isIt = eq(timelines.channelId, channel.id);
    await db().update(timelines).set({ lastSeq: 6 }).where(isIt);
    expect(await measureUnreadDrift()).toBe(1);
    await db().update(timelines).set({ lastSeq: 5, lastTextNo: 5 }).where(isIt);
    // The channel, and both of its members.
    expect(await measureUnreadDrift()).toBe(3);
    await db().update(timelines).set({ lastTextNo: 4 }).where(isIt);
    expect(await measureUnreadDrift()).toBe(0);
  });

  test("is in the log, as an error where something is wrong", async () => {
    const lines = captureLog();
    await reportUnreadDrift();
    await db().update(memberships).set({ lastReadTextNo: 2 }).where(isBens());
    await reportUnreadDrift();
    await db().update(memberships).set({ lastReadTextNo: 0 }).where(isBens());
    const reported = lines.filter((line) => "unread_drift" in line);
    expect(reported).toMatchObject([
      { level: 30, unread_drift: 0 },
      { level: 50, unread_drift: 1 },
    ]);
    setEnvironment();
  });

  test("looks at every channel, however many there are", async () => {
    for (let count = 0; count < 55; count++) await createChannel(ada);
    await db().update(memberships).set({ lastReadTextNo: 3 }).where(isBens());
    expect(await measureUnreadDrift()).toBe(1);
    await db().update(memberships).set({ lastReadTextNo: 0 }).where(isBens());
  });
});
