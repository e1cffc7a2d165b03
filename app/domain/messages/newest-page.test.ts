import { expect, test } from "vitest";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { withRedis } from "#tests/redis-server.ts";
import { deleteMessage } from "./delete-message.server.ts";
import { editMessage } from "./edit-message.server.ts";
import { listMessages } from "./list-messages.server.ts";
import { pinMessage } from "./pin-message.server.ts";
import { addReaction } from "./react-to-message.server.ts";
import { sendMessage } from "./send-message.server.ts";
import { saveMessage } from "#app/domain/saved/save-message.server.ts";

const redis = withRedis();
withDatabase();

async function openChannel() {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  const channel = await createChannel(ada, { members: [ben] });
  const read = (limit = 50) => listMessages(ben.actor, channel.id, { limit });
  const key = `parley:newest-page:1:${channel.id}`;
  return { ada, ben, channel, read, key };
}

test("the newest page is kept, and the next reader gets it from there, however long a page they ask for", async () => {
  const { ada, channel, read, key } = await openChannel();
  await send(ada, channel.id, "one");
  const last = await send(ada, channel.id, "two");
  const page = await read();
  await expect.poll(() => keyValue()?.get(key)).toContain("two");
  // Changed behind everybody's back, and not in the database: so this is where it comes from.
  const kept = (await keyValue()?.get(key)) ?? "";
  await keyValue()?.set(key, kept.replace('"two"', '"from Redis"'));
  const fromRedis = { ...last, body: "from Redis" };
  expect(await read()).toEqual({ ...page, messages: [...page.messages.slice(0, -1), fromRedis] });
  expect((await read(1)).messages).toEqual([fromRedis]);
});

test("after every kind of change the next page is the one in the database", async () => {
  const { ada, ben, channel, read } = await openChannel();
  const first = await send(ada, channel.id, "one");
  const input = { channelId: channel.id, clientId: createId(), body: "reply", parentId: first.id };
  const changes = [
    () => send(ada, channel.id, "two"),
    () => editMessage(ada.actor, { messageId: first.id, body: "changed" }),
    () => addReaction(ben.actor, { messageId: first.id, emoji: "👍" }),
    () => pinMessage(ada.actor, first.id),
    () => sendMessage(ben.actor, input).then(({ message }) => message),
    () => deleteMessage(ada.actor, first.id),
  ];
  for (const change of changes) {
    await read();
    const changed = await change();
    const page = await read();
    expect(page.version).toBe(changed.version);
    expect(page.messages).toContainEqual(changed);
  }
  const [root] = (await read()).messages.filter(({ id }) => id === first.id);
  expect(root).toMatchObject({ replyCount: 1 });
});

test("nothing of one reader's is in what another gets", async () => {
  const { ada, ben, channel, read } = await openChannel();
  const sent = await send(ada, channel.id);
  await saveMessage(ben.actor, sent.id);
  expect((await read()).savedIds).toEqual([sent.id]);
  expect((await listMessages(ada.actor, channel.id, { limit: 50 })).savedIds).toEqual([]);
});

test("without its Redis a page comes from the database", async () => {
  const { ada, channel, read, key } = await openChannel();
  const sent = await send(ada, channel.id, "one");
  await keyValue()?.set(key, `${sent.version} no JSON`);
  expect((await read()).messages).toContainEqual(sent);
  await redis().stop();
  expect((await read()).messages).toContainEqual(sent);
  expect(await send(ada, channel.id, "two")).toMatchObject({ body: "two" });
});
