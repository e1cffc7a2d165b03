import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { savedMessages } from "#app/db/schema/index.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { createId } from "#app/shared/ids.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, sendMany, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { findSavedIds } from "./find-saved-ids.server.ts";
import { listSaved } from "./list-saved.server.ts";
import { saveMessage, unsaveMessage } from "./save-message.server.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createPerson(people.ben), createPerson(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

const listBodies = async (person: Person) =>
  (await listSaved(person.actor)).items.map(({ message }) => message.body);

test("what one saves is there, last first, once, and for nobody else; until one does not want it any more", async () => {
  const channel = await createChannel(ben, { members: [ada] });
  const [first, second] = [await send(ben, channel.id, "first"), await send(ben, channel.id, "second")];
  await saveMessage(ada.actor, second.id);
  await saveMessage(ada.actor, first.id);
  await saveMessage(ada.actor, second.id);
  const page = await listSaved(ada.actor);
  expect(page).toMatchObject({
    items: [{ message: { body: "first" } }, { message: { body: "second" } }],
    users: [{ id: ben.id }],
    cursor: null,
  });
  expect(await listBodies(ben)).toEqual([]);
  const ids = [first.id, second.id, createId()];
  expect(new Set(await findSavedIds(ada.actor, ids))).toEqual(new Set([first.id, second.id]));
  expect(await findSavedIds(ben.actor, ids)).toEqual([]);

  await unsaveMessage(ben.actor, first.id);
  await unsaveMessage(ada.actor, second.id);
  await unsaveMessage(ada.actor, second.id);
  expect(await listBodies(ada)).toEqual(["first"]);
});

test("a message that is deleted stays as a place without text, and can not be saved any more", async () => {
  const channel = await createChannel(ben, { members: [ada] });
  const message = await send(ben, channel.id, "regretted");
  await saveMessage(ada.actor, message.id);
  await deleteMessage(ben.actor, message.id);
  expect((await listSaved(ada.actor)).items).toMatchObject([
    { message: { id: message.id, body: "", deletedAt: expect.any(String) } },
  ]);
  await expect(saveMessage(ben.actor, message.id)).rejects.toMatchObject({ code: "gone" });
});

test("of a channel one has left nothing is shown, and outsiders can save nothing", async () => {
  const channel = await createChannel(ben, { members: [ada] });
  const message = await send(ben, channel.id);
  await saveMessage(ada.actor, message.id);
  await leaveChannel(ada.actor, channel.id);
  expect(await listSaved(ada.actor)).toEqual({ items: [], users: [], cursor: null });

  await expect(saveMessage(olga.actor, message.id)).rejects.toMatchObject({ code: "forbidden" });
  const hidden = await createChannel(ben, { kind: "private" });
  const secret = await send(ben, hidden.id);
  for (const id of [secret.id, createId()])
    await expect(saveMessage(olga.actor, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await listBodies(olga)).toEqual([]);
});

test("pages follow each other without omission, also where many were saved at the same moment", async () => {
  const channel = await createChannel(ada);
  const sent = await sendMany(ada, channel.id, PAGE_SIZE + 3);
  const savedAt = new Date();
  await db()
    .insert(savedMessages)
    .values(sent.map(({ id }) => ({ userId: ada.id, messageId: id, savedAt })));
  const first = await listSaved(ada.actor);
  const second = await listSaved(ada.actor, { before: first.cursor! });
  expect([first.items.length, second.items.length, second.cursor]).toEqual([PAGE_SIZE, 3, null]);
  const ids = [...first.items, ...second.items].map(({ message }) => message.id);
  expect(new Set(ids)).toEqual(new Set(sent.map(({ id }) => id)));
});

test.each(["", "nonsense", "AAAA", Buffer.from("9999-01-01 x").toString("base64url")])(
  "“%s” is no place to go on from",
  async (before) => {
    await expect(listSaved(ada.actor, { before })).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "before", code: "invalid" }],
    });
  },
);
