import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import { REACTIONS_MAX } from "#app/shared/limits.ts";
import { findTold, recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { getMessage } from "./get-message.server.ts";
import { reactionSchema } from "./messages.schema.ts";
import { addReaction, removeReaction } from "./react-to-message.server.ts";

withDatabase();

const add = (person: Person, messageId: string, emoji = "👍") =>
  addReaction(person.actor, { messageId, emoji });
const remove = (person: Person, messageId: string, emoji = "👍") =>
  removeReaction(person.actor, { messageId, emoji });

async function openMessage(kind: "public" | "private" = "public") {
  const [ada, ben, cleo] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.cleo),
  ];
  const channel = await createChannel(ada, { kind, members: kind === "public" ? [ben, cleo] : [] });
  return { ada, ben, cleo, channel, message: await send(ada, channel.id) };
}

test("reactions stand in the order in which they came, with who gave them", async () => {
  const { ada, ben, cleo, message } = await openMessage();
  await add(ben, message.id, "🎉");
  await add(ada, message.id);
  await add(cleo, message.id, "🎉");
  expect((await add(ben, message.id)).reactions).toEqual([
    { emoji: "🎉", userIds: [ben.id, cleo.id] },
    { emoji: "👍", userIds: [ada.id, ben.id] },
  ]);
  await remove(ben, message.id, "🎉");
  expect((await remove(cleo, message.id, "🎉")).reactions).toEqual([
    { emoji: "👍", userIds: [ada.id, ben.id] },
  ]);
});

test("doing it again, or undoing what was not done, changes nothing and tells nobody", async () => {
  const { ben, channel, message } = await openMessage();
  const announced = recordAnnouncements();
  expect(await remove(ben, message.id)).toEqual(message);
  const reacted = await add(ben, message.id);
  expect(reacted.version).toBe(message.version + 1);
  expect(await add(ben, message.id)).toEqual(reacted);
  expect(findTold(announced, channel.id)).toEqual([reacted]);
});

test("twenty toggles at once settle to one truth, and no version is skipped or told twice", async () => {
  const { ada, ben, cleo, channel, message } = await openMessage();
  const announced = recordAnnouncements();
  const persons = [ada, ben, cleo];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const person = persons[index % 3]!;
      return index % 4 < 2 ? add(person, message.id) : remove(person, message.id);
    }),
  );
  const told = findTold(announced, channel.id);
  const last = told.at(-1)!;
  expect(told.map(({ version }) => version)).toEqual(told.map((_, index) => message.version + 1 + index));
  expect(await getMessage(ada.actor, message.id)).toEqual(last);
  for (const answer of answers)
    expect(told.find(({ version }) => version === answer.version) ?? message).toEqual(answer);
  // Each of them asked in an order of their own, and the last word counts.
  expect(new Set(last.reactions[0]?.userIds)).toEqual(
    new Set(persons.filter((_, place) => ([18, 19, 17][place] ?? 0) % 4 < 2).map(({ id }) => id)),
  );
});

test("a message takes so many different emoji and no more, and more of those that are there", async () => {
  const { ada, ben, message } = await openMessage();
  const emoji = Array.from({ length: REACTIONS_MAX + 1 }, (_, index) =>
    String.fromCodePoint(0x1f600 + index),
  );
  for (const each of emoji.slice(0, REACTIONS_MAX)) await add(ada, message.id, each);
  await expect(add(ben, message.id, emoji.at(-1))).rejects.toMatchObject({
    code: "conflict",
    key: "errors.too_many_reactions",
  });
  expect((await add(ben, message.id, emoji[0])).reactions[0]?.userIds).toEqual([ada.id, ben.id]);
});

test("from outside nobody reacts, and in an archived channel nobody", async () => {
  const olga = await createPerson(people.olga);
  const { ada, channel, message } = await openMessage();
  await expect(add(olga, message.id)).rejects.toMatchObject({ code: "forbidden" });
  const hidden = await openMessage("private");
  await expect(add(olga, hidden.message.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(remove(olga, hidden.message.id)).rejects.toMatchObject({ code: "not_found" });
  await db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, channel.id));
  await expect(add(ada, message.id)).rejects.toMatchObject({ code: "gone" });
});

test("who may only read a channel reacts all the same", async () => {
  const { ben, channel, message } = await openMessage();
  await db().update(channels).set({ isReadOnly: true }).where(eq(channels.id, channel.id));
  expect((await add(ben, message.id)).reactions).toHaveLength(1);
});

const messageId = "0190f0d6-0000-7000-8000-000000000000";

test.each(["👍", "👍🏽", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "🇺🇳", "1️⃣"])("%s is one emoji", (emoji) => {
  expect(reactionSchema.parse({ messageId, emoji }).emoji).toBe(emoji);
});

test("a sign without what asks for its coloured form is the same emoji as with it", () => {
  expect(reactionSchema.parse({ messageId, emoji: "❤" }).emoji).toBe("❤️");
});

test.each(["", "a", "👍👍", "👍 ", ":thumbsup:", "1", "\u200d", "\ufe0f", "\0", "\ud83d", "👍".repeat(9999)])(
  "%j is not one emoji",
  (emoji) => {
    const { error } = reactionSchema.safeParse({ messageId, emoji });
    expect(error?.issues).toMatchObject([{ path: ["emoji"] }]);
  },
);
