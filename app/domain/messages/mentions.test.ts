import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { hereMentions } from "#app/db/schema/index.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { addConnection } from "#app/domain/presence/presence.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { MENTIONS_MAX } from "#app/shared/limits.ts";
import { createId } from "#app/shared/ids.ts";
import { recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, createRole, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { deleteMessage } from "./delete-message.server.ts";
import { editMessage } from "./edit-message.server.ts";
import { findMentionedIds } from "./find-mentions.server.ts";

withDatabase();

async function openChannel() {
  const [ada, ben, cleo, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.cleo),
    await createPerson(people.olga),
  ];
  return { ada, ben, cleo, olga, channel: await createChannel(ada, { members: [ben, cleo] }) };
}

const seqsOf = async (person: Person, channelId: string) =>
  (await getChannel(person.actor, channelId)).membership?.mentionSeqs;

test("members who are named are mentioned, in whatever case, and nobody else", async () => {
  const { ada, ben, cleo, olga, channel } = await openChannel();
  const body = `@${cleo.username.toUpperCase()}, @${ben.username}. Not @${olga.username}, not @nobody`;
  const sent = await send(ada, channel.id, body);
  expect(sent.mentions).toEqual([cleo.id, ben.id]);
  expect(sent.mentionAll).toBeNull();
  expect(await findMentionedIds(channel.id, body)).toEqual(sent.mentions);
  expect(await seqsOf(ben, channel.id)).toEqual([sent.seq]);
  expect(await seqsOf(ada, channel.id)).toEqual([]);
});

test("who has left is not mentioned any more", async () => {
  const { ada, ben, channel } = await openChannel();
  await leaveChannel(ben.actor, channel.id);
  expect((await send(ada, channel.id, `@${ben.username}`)).mentions).toEqual([]);
});

test("a name in code is not a mention", async () => {
  const { ada, ben, channel } = await openChannel();
  const body = `\`@${ben.username}\`\n\n\`\`\`\n@${ben.username} @channel\n\`\`\``;
  expect(await send(ada, channel.id, body)).toMatchObject({ mentions: [], mentionAll: null });
});

test("an edit mentions whom it names now, and no longer whom it does not", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  const sent = await send(ada, channel.id, `@${ben.username}`);
  const edited = await editMessage(ada.actor, { messageId: sent.id, body: `@${cleo.username} @channel` });
  expect(edited).toMatchObject({ mentions: [cleo.id], mentionAll: "channel" });
  const again = await editMessage(ada.actor, { messageId: sent.id, body: "nobody" });
  expect(again).toMatchObject({ mentions: [], mentionAll: null });
  expect(await seqsOf(ben, channel.id)).toEqual([]);
});

test("who is named only by an edit, or no more, hears what is in their inbox, and nobody else does", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  const messageId = (await send(ada, channel.id, `@${ben.username}`)).id;
  const announced = recordAnnouncements();
  const findCounts = () =>
    Object.fromEntries(
      announced
        .splice(0)
        .filter(({ event }) => event === "inbox:changed")
        .map(({ rooms, payload }) => [rooms, payload]),
    );
  await editMessage(ada.actor, { messageId, body: `@${cleo.username} and @${ada.username}` });
  expect(findCounts()).toEqual({
    [`user:${ada.id}`]: { unread: 0 },
    [`user:${ben.id}`]: { unread: 0 },
    [`user:${cleo.id}`]: { unread: 1 },
  });
  await editMessage(ada.actor, { messageId, body: `@${cleo.username}, @${ada.username}: now` });
  expect(findCounts()).toEqual({});
  await deleteMessage(ada.actor, messageId);
  expect(findCounts()).toEqual({ [`user:${ada.id}`]: { unread: 0 }, [`user:${cleo.id}`]: { unread: 0 } });
});

test("more names than one message may hold are plain text", async () => {
  const { ada, channel } = await openChannel();
  const many = await Promise.all(Array.from({ length: MENTIONS_MAX + 5 }, () => createPerson(people.ben)));
  const inside = await createChannel(ada, { members: many });
  const sent = await send(ada, inside.id, many.map(({ username }) => `@${username}`).join(" "));
  expect(sent.mentions).toEqual(many.slice(0, MENTIONS_MAX).map(({ id }) => id));
  expect((await send(ada, channel.id, `@${many[0]?.username}`)).mentions).toEqual([]);
});

test("@channel is for those who may, and a word for the others", async () => {
  const { ada, channel, ben } = await openChannel();
  expect((await send(ada, channel.id, "@channel")).mentionAll).toBe("channel");
  const quiet = await createPerson(people.cleo, await createRole(["channel.join", "message.send"]));
  const open = await createChannel(ada, { members: [quiet, ben] });
  expect((await send(quiet, open.id, "@channel @here")).mentionAll).toBeNull();
  expect(await seqsOf(ben, open.id)).toEqual([]);
});

test("@here is written down with its message, in order with the others", async () => {
  const { ada, ben, channel } = await openChannel();
  const bodies = ["one", "@here two", "three", "@here four", "five"];
  const sent = await Promise.all(bodies.map((body) => send(ada, channel.id, body)));
  expect(sent.map(({ seq }) => seq)).toEqual(sent.map((_, index) => sent[0]!.seq + index));
  expect(sent.map(({ mentionAll }) => mentionAll)).toEqual([null, "here", null, "here", null]);
  expect(await workOffJobs()).toBe(2);
  // Nobody is connected here, so nobody was there.
  expect(await seqsOf(ben, channel.id)).toEqual([]);
});

test("@here mentions who is there when it is sent, and tells their devices", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  addConnection(ben.id, "a tab");
  addConnection(ada.id, "a tab");
  const sent = await send(ada, channel.id, "@here lunch");
  const announced = recordAnnouncements();
  await workOffJobs();
  expect(await db().query.hereMentions.findMany({ where: eq(hereMentions.seq, sent.seq) })).toMatchObject([
    { userId: ben.id, channelId: channel.id },
  ]);
  expect(await seqsOf(ben, channel.id)).toEqual([sent.seq]);
  expect(await seqsOf(cleo, channel.id)).toEqual([]);
  const { membership } = await getChannel(ben.actor, channel.id);
  expect(announced).toEqual([
    { rooms: `user:${ben.id}`, event: "membership:changed", payload: { channelId: channel.id, membership } },
    { rooms: `user:${ben.id}`, event: "inbox:changed", payload: { unread: 1 } },
  ]);
  await editMessage(ada.actor, { messageId: sent.id, body: "lunch" });
  expect(await seqsOf(ben, channel.id)).toEqual([]);
});

test("a repeated @here asks for no second job", async () => {
  const { ada, channel } = await openChannel();
  const clientId = createId();
  await send(ada, channel.id, "@here", clientId);
  await send(ada, channel.id, "@here", clientId);
  expect(await workOffJobs()).toBe(1);
});
