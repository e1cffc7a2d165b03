import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels, messageRevisions } from "#app/db/schema/index.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { findTold, recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { deleteMessage } from "./delete-message.server.ts";
import { editMessage } from "./edit-message.server.ts";
import { getMessage } from "./get-message.server.ts";
import { listRevisions } from "./list-revisions.server.ts";

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

const edit = (person: Person, messageId: string, body: string) =>
  editMessage(person.actor, { messageId, body });

test("an edited message has the new text, a new version and its number, and its members are told", async () => {
  const { ada, ben, channel } = await openChannel();
  const sent = await send(ada, channel.id, "Helo");
  const announced = recordAnnouncements();
  const edited = await edit(ada, sent.id, "Hello");
  expect(edited).toMatchObject({ id: sent.id, seq: sent.seq, body: "Hello", version: sent.version + 1 });
  expect(edited.editedAt).not.toBeNull();
  expect(findTold(announced, channel.id)).toEqual([edited]);
  expect(await getMessage(ben.actor, sent.id)).toEqual(edited);
});

test("what it said before is kept for the members, newest first", async () => {
  const { ada, ben, olga, channel } = await openChannel();
  const sent = await send(ada, channel.id, "one");
  const second = await edit(ada, sent.id, "two");
  await edit(ada, sent.id, "three");
  expect(await listRevisions(ben.actor, sent.id)).toEqual([
    { body: "two", writtenAt: second.editedAt },
    { body: "one", writtenAt: sent.createdAt },
  ]);
  await expect(listRevisions(olga.actor, sent.id)).rejects.toMatchObject({ code: "forbidden" });
  await deleteMessage(ada.actor, sent.id);
  expect(await listRevisions(ben.actor, sent.id)).toEqual([]);
});

test("of very many edits, the first text and the newest are kept", async () => {
  const { ada, channel } = await openChannel();
  const [sent, other] = [await send(ada, channel.id, "edit 0"), await send(ada, channel.id, "Other")];
  await edit(ada, other.id, "Another");
  for (let number = 1; number <= 103; number++) await edit(ada, sent.id, `edit ${number}`);
  const bodies = (await listRevisions(ada.actor, sent.id)).map(({ body }) => body);
  expect(bodies).toHaveLength(100);
  expect([bodies[0], bodies[1], bodies[98], bodies[99]]).toEqual([
    "edit 102",
    "edit 101",
    "edit 4",
    "edit 0",
  ]);
  expect(await db().$count(messageRevisions, eq(messageRevisions.messageId, sent.id))).toBe(100);
  expect(await listRevisions(ada.actor, other.id)).toMatchObject([{ body: "Other" }]);
});

test("the same text again changes nothing and tells nobody", async () => {
  const { ada, channel } = await openChannel();
  const sent = await send(ada, channel.id, "Hello");
  const announced = recordAnnouncements();
  expect(await edit(ada, sent.id, "Hello")).toEqual(sent);
  expect(announced).toEqual([]);
  expect(await listRevisions(ada.actor, sent.id)).toEqual([]);
});

test("edits at once come one after the other, and each keeps what it replaced", async () => {
  const { ada, channel } = await openChannel();
  const sent = await send(ada, channel.id, "0");
  const bodies = ["1", "2", "3", "4", "5", "6"];
  const edited = await Promise.all(bodies.map((body) => edit(ada, sent.id, body)));
  const revisions = await listRevisions(ada.actor, sent.id);
  expect(edited.map(({ body, version }) => [body, version - sent.version])).toEqual(
    bodies.map((body, index) => [body, index + 1]),
  );
  expect(revisions.map(({ body }) => body)).toEqual(["5", "4", "3", "2", "1", "0"]);
});

test("nobody edits what others wrote, or anything from outside", async () => {
  const { ada, ben, olga, channel } = await openChannel();
  const sent = await send(ben, channel.id, "Ben's");
  await expect(edit(ada, sent.id, "Ada's")).rejects.toMatchObject({ code: "forbidden" });
  await expect(edit(olga, sent.id, "Olga's")).rejects.toMatchObject({ code: "forbidden" });
  const hidden = await openChannel("private");
  const secret = await send(hidden.ada, hidden.channel.id, "secret");
  await expect(edit(olga, secret.id, "no longer")).rejects.toMatchObject({ code: "not_found" });
  expect(await getMessage(hidden.ada.actor, secret.id)).toEqual(secret);
});

test("who has left the channel edits nothing there any more", async () => {
  const { ada, ben, channel } = await openChannel();
  const sent = await send(ben, channel.id, "Ben's");
  await leaveChannel(ben.actor, channel.id);
  await expect(edit(ben, sent.id, "changed")).rejects.toMatchObject({ code: "forbidden" });
  await expect(deleteMessage(ben.actor, sent.id)).rejects.toMatchObject({ code: "forbidden" });
  expect(await getMessage(ada.actor, sent.id)).toMatchObject({ body: "Ben's", editedAt: null });
});

test("deleted messages and archived channels stay as they are", async () => {
  const { ada, channel } = await openChannel();
  const [gone, kept] = [await send(ada, channel.id, "gone"), await send(ada, channel.id, "kept")];
  await deleteMessage(ada.actor, gone.id);
  await expect(edit(ada, gone.id, "back")).rejects.toMatchObject({
    code: "gone",
    key: "errors.message_deleted",
  });
  await db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, channel.id));
  await expect(edit(ada, kept.id, "new")).rejects.toMatchObject({
    code: "gone",
    key: "errors.channel_archived",
  });
});

test("in a read-only channel those edit who may write there", async () => {
  const { ada, ben, channel } = await openChannel();
  const [adas, bens] = [await send(ada, channel.id, "Ada's"), await send(ben, channel.id, "Ben's")];
  await db().update(channels).set({ isReadOnly: true }).where(eq(channels.id, channel.id));
  expect(await edit(ada, adas.id, "changed")).toMatchObject({ body: "changed" });
  const refused = { code: "forbidden", key: "errors.channel_read_only" };
  await expect(edit(ben, bens.id, "changed")).rejects.toMatchObject(refused);
});

test("who may not send any more does not write by way of an edit either", async () => {
  const { ada, channel } = await openChannel();
  const { id: messageId } = await send(ada, channel.id);
  const silenced = { ...ada.actor, permissions: new Set<never>() };
  await expect(editMessage(silenced, { messageId, body: "new" })).rejects.toMatchObject({
    code: "forbidden",
  });
});
