import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { findTold, recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createDirect, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { deleteMessage } from "./delete-message.server.ts";
import { forwardMessage } from "./forward-message.server.ts";
import { getMessage } from "./get-message.server.ts";
import { listMessages } from "./list-messages.server.ts";

withDatabase();

async function openScene(kind: "public" | "private") {
  const [ada, ben, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.olga),
  ];
  const source = await createChannel(ada, { kind });
  const target = await createDirect(ada, [ben]);
  return { ada, ben, olga, source, target, message: await send(ada, source.id, "the original") };
}

function forward(by: Person, messageId: string, channelId: string, body = "", clientId = createId()) {
  return forwardMessage(by.actor, { messageId, channelId, clientId, body });
}

test("a forward is a copy with what one says about it, and stays when the original goes", async () => {
  const { ada, ben, source, target, message } = await openScene("public");
  const announced = recordAnnouncements();
  const { message: copy, isNew } = await forward(ada, message.id, target.id, "Look at this");
  expect(isNew).toBe(true);
  const { body, createdAt } = message;
  const forwarded = { authorId: ada.id, body, createdAt, channelId: source.id };
  expect(copy).toMatchObject({ channelId: target.id, body: "Look at this", forwarded });
  expect(findTold(announced, target.id)).toEqual([copy]);
  await deleteMessage(ada.actor, message.id);
  expect(await getMessage(ben.actor, copy.id)).toEqual(copy);
});

test("where a message of a private channel comes from is told to nobody", async () => {
  const { ada, ben, source, target, message } = await openScene("private");
  const { message: copy } = await forward(ada, message.id, target.id);
  expect(copy.forwarded).toMatchObject({ body: "the original", channelId: null });
  const page = JSON.stringify(await listMessages(ben.actor, target.id, { limit: 10 }));
  expect(page).toContain("the original");
  for (const hidden of [source.id, message.id, message.clientId]) expect(page).not.toContain(hidden);
});

test("forwarding a forward passes on the first, under its author's name", async () => {
  const { ada, ben, target, message } = await openScene("private");
  const first = await forward(ada, message.id, target.id, "between us");
  const open = await createChannel(ben);
  const second = await forward(ben, first.message.id, open.id);
  expect(second.message.forwarded).toEqual(first.message.forwarded);
  expect(second.message).toMatchObject({ authorId: ben.id, body: "" });
});

test("the same forward again is the first one", async () => {
  const { ada, target, message } = await openScene("public");
  const clientId = createId();
  const first = await forward(ada, message.id, target.id, "once", clientId);
  const announced = recordAnnouncements();
  expect(await forward(ada, message.id, target.id, "once", clientId)).toEqual({ ...first, isNew: false });
  expect(announced).toEqual([]);
});

test("nobody forwards what they cannot read, or to where they cannot write", async () => {
  const { ada, ben, olga, target, message } = await openScene("private");
  const olgas = await createChannel(olga);
  const [hidden, open] = [await createChannel(ada, { kind: "private" }), await createChannel(ada)];
  const own = await send(olga, olgas.id, "Olga's own");
  await expect(forward(olga, message.id, olgas.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(forward(olga, createId(), olgas.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(forward(olga, own.id, hidden.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(forward(olga, own.id, open.id)).rejects.toMatchObject({ code: "forbidden" });
  await db().update(channels).set({ isReadOnly: true }).where(eq(channels.id, open.id));
  await expect(forward(olga, own.id, open.id)).rejects.toMatchObject({ code: "forbidden" });
  expect((await listMessages(ben.actor, target.id, { limit: 10 })).messages).toEqual([]);
});
