import { afterEach, beforeEach, expect, test } from "vitest";
import { createId } from "#app/shared/ids.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, createRole, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { editMessage } from "./edit-message.server.ts";
import { addReaction, removeReaction } from "./react-to-message.server.ts";
import { sendMessage } from "./send-message.server.ts";

withDatabase();

beforeEach(() => setEnvironment({ RATE_LIMIT_SCALE: "1" }));
afterEach(() => setEnvironment());

/** What comes of that many messages at once. */
async function sendAtOnce(person: Person, count: number) {
  const { id } = await createChannel(person);
  return Promise.allSettled(Array.from({ length: count }, () => send(person, id)));
}

const isSent = ({ status }: PromiseSettledResult<unknown>) => status === "fulfilled";

test("ten messages at once are let through, and the next one is told when; what was scheduled counts for nothing", async () => {
  const ada = await createPerson(people.ada);
  const answers = await sendAtOnce(ada, 11);
  expect(answers.map(isSent)).toEqual([...Array.from({ length: 10 }, () => true), false]);
  expect(answers.at(-1)).toMatchObject({ reason: { code: "rate_limited", retryAfter: 1 } });
  const { id: channelId } = await createChannel(ada);
  const scheduled = Array.from({ length: 12 }, () =>
    sendMessage(ada.actor, { channelId, clientId: createId(), body: "later" }, { keepsUnread: true }),
  );
  expect(await Promise.all(scheduled)).toHaveLength(12);
});

test("who may send faster may send a hundred", async () => {
  const fast = await createRole(["channel.create", "message.send", "message.send.fast"]);
  expect((await sendAtOnce(await createPerson(people.ben, fast), 60)).filter(isSent)).toHaveLength(60);
  expect((await sendAtOnce(await createPerson(people.ben), 60)).filter(isSent)).toHaveLength(10);
});

test("edits and reactions have limits of their own", async () => {
  const ada = await createPerson(people.ada);
  const message = await send(ada, (await createChannel(ada)).id);
  const reaction = { messageId: message.id, emoji: "👍" };
  const toggles = Array.from({ length: 60 }, (_, index) =>
    index % 2 ? removeReaction(ada.actor, reaction) : addReaction(ada.actor, reaction),
  );
  const edits = Array.from({ length: 60 }, (_, index) =>
    editMessage(ada.actor, { messageId: message.id, body: `edit ${index}` }),
  );
  for (const answers of await Promise.all([Promise.allSettled(toggles), Promise.allSettled(edits)])) {
    expect(answers.at(0)).toMatchObject({ status: "fulfilled" });
    expect(answers.at(-1)).toMatchObject({ reason: { code: "rate_limited" } });
  }
});
