import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { eraseMessagesOf } from "./erase-messages.server.ts";
import { createId } from "#app/shared/ids.ts";
import { findTold, recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { deleteMessage } from "./delete-message.server.ts";
import { editMessage } from "./edit-message.server.ts";
import { forwardMessage } from "./forward-message.server.ts";
import { getMessage } from "./get-message.server.ts";
import { listPins } from "./list-pins.server.ts";
import { pinMessage } from "./pin-message.server.ts";
import { addReaction } from "./react-to-message.server.ts";
import { sendMessage } from "./send-message.server.ts";

withDatabase();

async function openChannel() {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  return { ada, ben, channel: await createChannel(ada, { members: [ben] }) };
}

const EMPTY = {
  body: "",
  quoteId: null,
  forwarded: null,
  mentions: [],
  mentionAll: null,
  reactions: [],
  pinnedAt: null,
  pinnedBy: null,
};

/** A message that has everything a message can have. */
async function sendFull({ ada, ben, channel }: Awaited<ReturnType<typeof openChannel>>) {
  const quoted = await send(ben, channel.id, "quoted");
  const elsewhere = await send(ada, (await createChannel(ada)).id, "elsewhere");
  const { message } = await forwardMessage(ada.actor, {
    messageId: elsewhere.id,
    channelId: channel.id,
    clientId: createId(),
    body: `@${ben.username} @channel secret`,
  });
  const { message: quoting } = await sendMessage(ada.actor, {
    channelId: channel.id,
    clientId: createId(),
    body: "secret",
    quoteId: quoted.id,
  });
  for (const { id } of [message, quoting]) {
    await editMessage(ada.actor, { messageId: id, body: `@${ben.username} @here another secret` });
    await addReaction(ben.actor, { messageId: id, emoji: "👍" });
    await pinMessage(ben.actor, id);
  }
  return [message.id, quoting.id];
}

test.each(["deleting", "erasing the author"])("%s takes away all that a message held", async (way) => {
  const scene = await openChannel();
  const ids = await sendFull(scene);
  for (const id of ids) {
    if (way === "deleting") await deleteMessage(scene.ada.actor, id);
  }
  if (way !== "deleting") await eraseMessagesOf(scene.ada.id);
  for (const id of ids) {
    expect(await getMessage(scene.ben.actor, id)).toMatchObject(EMPTY);
  }
  expect((await listPins(scene.ben.actor, scene.channel.id)).messages).toEqual([]);
  const rows = await db().query.messageRevisions.findMany();
  expect(rows.filter(({ messageId }) => ids.includes(messageId))).toEqual([]);
});

test("deleting again changes nothing and tells nobody", async () => {
  const { ada, channel } = await openChannel();
  const sent = await send(ada, channel.id);
  const announced = recordAnnouncements();
  const deleted = await deleteMessage(ada.actor, sent.id);
  expect(await deleteMessage(ada.actor, sent.id)).toEqual(deleted);
  expect(findTold(announced, channel.id)).toEqual([deleted]);
});

test("with a message that is deleted nothing can be done any more", async () => {
  const { ada, ben, channel } = await openChannel();
  const { id: messageId } = await send(ada, channel.id, "dead");
  await deleteMessage(ada.actor, messageId);
  const gone = { code: "gone", key: "errors.message_deleted" };
  const input = { channelId: channel.id, clientId: createId(), body: "Look" };
  await expect(editMessage(ada.actor, { messageId, body: "alive" })).rejects.toMatchObject(gone);
  await expect(addReaction(ben.actor, { messageId, emoji: "👍" })).rejects.toMatchObject(gone);
  await expect(pinMessage(ben.actor, messageId)).rejects.toMatchObject(gone);
  await expect(forwardMessage(ben.actor, { ...input, messageId })).rejects.toMatchObject(gone);
  await expect(sendMessage(ben.actor, { ...input, quoteId: messageId })).rejects.toMatchObject(gone);
});
