import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels, messages } from "#app/db/schema/index.ts";
import { PINS_MAX } from "#app/shared/limits.ts";
import { findTold, recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { listPins } from "./list-pins.server.ts";
import { pinMessage, unpinMessage } from "./pin-message.server.ts";

withDatabase();

async function openChannel(kind: "public" | "private" = "public") {
  const [ada, ben, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.olga),
  ];
  const channel = await createChannel(ada, { kind, members: kind === "public" ? [ben] : [] });
  return { ada, ben, olga, channel };
}

test("members pin and unpin, and see what is pinned with the people it needs, last pinned first", async () => {
  const { ada, ben, channel } = await openChannel();
  const [one, two] = [await send(ada, channel.id, "one"), await send(ada, channel.id, "two")];
  const announced = recordAnnouncements();
  const second = await pinMessage(ben.actor, two.id);
  const first = await pinMessage(ben.actor, one.id);
  expect(second).toMatchObject({ pinnedBy: ben.id, version: two.version + 1 });
  const page = await listPins(ada.actor, channel.id);
  expect(page).toMatchObject({ messages: [first, second], hasOlder: false, version: first.version });
  expect(page.users.map(({ id }) => id).sort()).toEqual([ada.id, ben.id].sort());
  const unpinned = await unpinMessage(ada.actor, one.id);
  expect(unpinned).toMatchObject({ pinnedAt: null, pinnedBy: null });
  expect((await listPins(ada.actor, channel.id)).messages).toEqual([second]);
  expect(findTold(announced, channel.id)).toEqual([second, first, unpinned]);
});

test("pinning what is pinned, and unpinning what is not, changes nothing and tells nobody", async () => {
  const { ada, ben, channel } = await openChannel();
  const sent = await send(ada, channel.id);
  const pinned = await pinMessage(ada.actor, sent.id);
  const announced = recordAnnouncements();
  expect(await pinMessage(ben.actor, sent.id)).toEqual(pinned);
  const unpinned = await unpinMessage(ben.actor, sent.id);
  expect(await unpinMessage(ada.actor, sent.id)).toEqual(unpinned);
  expect(findTold(announced, channel.id)).toEqual([unpinned]);
});

test("from outside nothing is pinned or seen", async () => {
  const { ada, olga, channel } = await openChannel();
  const sent = await send(ada, channel.id);
  await expect(pinMessage(olga.actor, sent.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(listPins(olga.actor, channel.id)).rejects.toMatchObject({ code: "forbidden" });
  const hidden = await openChannel("private");
  const secret = await send(hidden.ada, hidden.channel.id);
  await expect(pinMessage(olga.actor, secret.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(unpinMessage(olga.actor, secret.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(listPins(olga.actor, hidden.channel.id)).rejects.toMatchObject({ code: "not_found" });
});

test("in a read-only channel those pin who may write there, in an archived one nobody", async () => {
  const { ada, ben, channel } = await openChannel();
  const sent = await send(ada, channel.id);
  await db().update(channels).set({ isReadOnly: true }).where(eq(channels.id, channel.id));
  await expect(pinMessage(ben.actor, sent.id)).rejects.toMatchObject({ code: "forbidden" });
  expect((await pinMessage(ada.actor, sent.id)).pinnedBy).toBe(ada.id);
  await db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, channel.id));
  await expect(unpinMessage(ada.actor, sent.id)).rejects.toMatchObject({ code: "gone" });
});

test("there are never more pins than fit, also when the last two come at once", async () => {
  const { ada, ben, channel } = await openChannel();
  const [one, two] = [await send(ada, channel.id), await send(ada, channel.id)];
  for (let number = 1; number < PINS_MAX; number++) await send(ada, channel.id, `${number}`);
  await db()
    .update(messages)
    .set({ pinnedAt: sql`now()`, pinnedBy: ada.id })
    .where(sql`${messages.channelId} = ${channel.id} and ${messages.seq} > ${two.seq}`);
  const answers = await Promise.allSettled([pinMessage(ada.actor, one.id), pinMessage(ben.actor, two.id)]);
  const refused = { status: "rejected", reason: { code: "conflict", key: "errors.too_many_pins" } };
  // Whichever came first.
  expect(answers.sort((a, b) => a.status.localeCompare(b.status))).toMatchObject([
    { status: "fulfilled" },
    refused,
  ]);
  expect((await listPins(ada.actor, channel.id)).messages).toHaveLength(PINS_MAX);
});
