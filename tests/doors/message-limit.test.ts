import { afterEach, beforeEach, expect, test } from "vitest";
import { createId } from "#app/shared/ids.ts";
import { USER_PERMISSIONS } from "#app/shared/permissions.ts";
import { SECOND } from "#app/shared/time.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { createChannel, createPerson, createRole } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { setEnvironment } from "#tests/environment.ts";
import { withSocketServer } from "./socket-server.ts";
import { connect, type Client } from "./socket-client.ts";

withSocketServer();

let ada: Client, ben: Client, channel: ChannelView;

beforeEach(async () => {
  const [owner, member] = [await createPerson(people.ada), await createPerson(people.ben)];
  channel = await createChannel(owner, { members: [member] });
  [ada, ben] = [await connect(owner), await connect(member)];
});

afterEach(() => setEnvironment());

function say(client: Client, body: string, channelId = channel.id) {
  return client.ask("message:send", { channelId, clientId: createId(), body });
}

/** How often of so many times it was let through. */
async function sendAtOnce(client: Client, times: number, channelId = channel.id): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: times }, (_, index) => say(client, `message ${index}`, channelId)),
  );
  return answers.filter(({ ok }) => ok).length;
}

test("ten at once, then one a second; others in the channel have their own ten", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "1" });
  for (let times = 0; times < 10; times++)
    expect(await say(ada, `message ${times}`)).toMatchObject({ ok: true });
  // The eleventh, or one soon after where the ten took long.
  const answers = [
    await say(ada, "one too many"),
    await say(ada, "two too many"),
    await say(ada, "and more"),
  ];
  expect(answers).toContainEqual({
    ok: false,
    error: { code: "rate_limited", detail: expect.any(String), retryAfter: 1 },
  });
  expect(await say(ben, "mine")).toMatchObject({ ok: true });
  await expect.poll(async () => (await say(ada, "again")).ok, { timeout: 5 * SECOND }).toBe(true);
});

test("RATE_LIMIT_SCALE multiplies both how many at once and how soon the next", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
  expect(await sendAtOnce(ada, 5)).toBe(1);
  expect(await say(ada, "too soon")).toMatchObject({ error: { code: "rate_limited", retryAfter: 10 } });
  setEnvironment({ RATE_LIMIT_SCALE: "0" });
  expect(await sendAtOnce(ada, 40)).toBe(40);
});

test("who has message.send.fast is let through", async () => {
  const role = await createRole([...USER_PERMISSIONS, "message.send.fast"]);
  const robot = await createPerson(people.cleo, role);
  const own = await createChannel(robot);
  setEnvironment({ RATE_LIMIT_SCALE: "1" });
  expect(await sendAtOnce(await connect(robot), 60, own.id)).toBe(60);
});
