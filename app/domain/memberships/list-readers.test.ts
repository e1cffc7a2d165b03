import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { listReaders } from "./list-readers.server.ts";
import { listReceipts } from "./list-receipts.server.ts";
import { markDelivered, markRead } from "./move-watermark.server.ts";

withDatabase();

let ada: Person, ben: Person, cleo: Person, olga: Person, channel: ChannelView, message: MessageView;

beforeEach(async () => {
  [ada, ben, cleo, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.cleo),
    await createPerson(people.olga),
  ];
  channel = await createChannel(ada, { members: [ben, cleo] });
  message = await send(ada, channel.id);
});

afterEach(() => setEnvironment());

const at = (seq: number) => ({ channelId: channel.id, seq });

/** People of the channel, some of whom have read it and some of whom only got it. */
async function addCrowd({ read, delivered }: { read: number; delivered: number }): Promise<void> {
  const crowd = Array.from({ length: read + delivered }, (_, index) => {
    const id = createId();
    return { id, username: `c-${id}`, email: `${id}@parley.test`, displayName: `C ${index}`, role: "user" };
  });
  await db().insert(users).values(crowd);
  const rows = crowd.map(({ id: userId }, index) => ({
    channelId: channel.id,
    userId,
    lastDeliveredSeq: 1,
    seenSeq: index < read ? 1 : 0,
  }));
  await db().insert(memberships).values(rows);
}

test("of a small channel everybody but the author is told, with how far they have got", async () => {
  await markRead(ben.actor, at(1));
  await markDelivered(cleo.actor, at(1));
  const { people: found, receipts, counts } = await listReaders(ada.actor, message);
  expect(found.map(({ id }) => id)).toEqual([ben.id, cleo.id]);
  expect(receipts).toEqual([
    { userId: ben.id, deliveredSeq: 1, readSeq: 1 },
    { userId: cleo.id, deliveredSeq: 1, readSeq: 0 },
  ]);
  expect(counts).toBeNull();
  await expect(listReaders(olga.actor, message)).rejects.toMatchObject({ code: "forbidden" });
});

test("who keeps their receipts to themselves is never among those who read, and sees none", async () => {
  await markRead(ben.actor, at(1));
  await updateProfile(ben.actor, { sendsReceipts: false });
  const readSeqOf = async (reader: Person, of: Person) =>
    (await listReaders(reader.actor, message)).receipts.find(({ userId }) => userId === of.id)?.readSeq;
  expect(await readSeqOf(cleo, ben)).toBe(0);
  await markRead(cleo.actor, at(1));
  expect(await readSeqOf(ada, cleo)).toBe(1);
  expect(await readSeqOf(ben, cleo)).toBe(0);
  expect(await readSeqOf(ben, ben)).toBe(1);
});

test("of a large channel so many are listed, and all are counted", async () => {
  await addCrowd({ read: 230, delivered: 5 });
  const { people: found, receipts, counts } = await listReaders(ada.actor, message);
  expect(counts).toEqual({ read: 230, delivered: 5 });
  expect(receipts.filter(({ readSeq }) => readSeq > 0)).toHaveLength(200);
  // Those who only got it, and Ben and Cleo, who did not.
  expect(found).toHaveLength(200 + 5 + 2);
});

test("the receipts of a large channel are not everybody's, but tell whether all have read", async () => {
  await addCrowd({ read: 230, delivered: 0 });
  await markRead(ada.actor, at(1));
  await markDelivered(cleo.actor, at(1));
  const list = () => listReceipts(ada.actor, channel.id);
  expect(await list()).toHaveLength(200);
  expect(await list()).toContainEqual({ userId: cleo.id, deliveredSeq: 1, readSeq: 0 });
  await db()
    .delete(memberships)
    .where(and(eq(memberships.channelId, channel.id), eq(memberships.userId, cleo.id)));
  expect((await list()).filter(({ readSeq }) => readSeq < 1)).toEqual([]);
});

test("both are looked up only so often", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "0.03" });
  await listReaders(ada.actor, message);
  const limited = { code: "rate_limited" };
  await expect(listReceipts(ada.actor, channel.id)).rejects.toMatchObject(limited);
  await expect(listReaders(ada.actor, message)).rejects.toMatchObject(limited);
  expect(await listReceipts(ben.actor, channel.id)).toHaveLength(3);
});
