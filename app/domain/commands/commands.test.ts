import { eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { historySchema } from "#app/domain/messages/messages.schema.ts";
import { listReminders } from "#app/domain/reminders/list-reminders.server.ts";
import { translatorFor } from "#app/i18n/translator.server.ts";
import { say } from "#app/i18n/say.ts";
import { createId } from "#app/shared/ids.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { DAY, MINUTE } from "#app/shared/time.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, createRole, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { COMMANDS } from "./command-list.ts";
import { runCommand } from "./run-command.server.ts";

withDatabase();

const { t } = translatorFor("en");
let ada: Person, ben: Person, olga: Person, channel: ChannelView;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createPerson(people.ben), createPerson(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
  channel = await createChannel(ada, { members: [ben] });
});

afterEach(() => setEnvironment());

const run = (text: string, { as = ada, clientId = createId(), parentId = null as string | null } = {}) =>
  runCommand(as.actor, { channelId: channel.id, parentId, clientId, text });
const readTexts = async () =>
  (await listMessages(ada.actor, channel.id, historySchema.parse({}))).messages
    .filter(({ kind }) => kind === "text")
    .map(({ body }) => body);
const refusal = (key: string) => ({
  code: "invalid_input",
  key,
  errors: [{ path: "text", code: "invalid" }],
});
const nothing = { message: null, notice: null, path: null };

describe("what sends", () => {
  test("sends once, however often it is run", async () => {
    const clientId = createId();
    const [first, again] = [await run("/me waves", { clientId }), await run("/me waves", { clientId })];
    expect(first).toMatchObject({ message: { body: "_waves_", clientId, authorId: ada.id }, notice: null });
    expect(again).toEqual(first);
    expect(await readTexts()).toEqual(["_waves_"]);
  });

  test("can shrug with words and without, also in a thread", async () => {
    const root = await send(ben, channel.id, "Why?");
    await run("/shrug");
    const { message } = await run("/SHRUG  who knows", { parentId: root.id });
    expect(message).toMatchObject({ parentId: root.id });
    const shrug = String.raw`¯\\\_(ツ)\_/¯`;
    expect(await readTexts()).toEqual(["Why?", shrug, `who knows ${shrug}`]);
  });

  test("refuses nothing, too much, and who may not send", async () => {
    await expect(run("/me  ")).rejects.toMatchObject({ errors: [{ path: "text", code: "required" }] });
    await expect(run(`/me ${"x".repeat(MESSAGE_MAX - 4)}`)).resolves.toMatchObject({ notice: null });
    await expect(run(`/me ${"_ ".repeat(MESSAGE_MAX / 2 - 2)}`)).rejects.toMatchObject({
      errors: [{ path: "text", code: "too_long" }],
    });
    const mute = await createPerson(people.cleo, await createRole([]));
    await db().insert(memberships).values({ channelId: channel.id, userId: mute.id, role: "member" });
    await expect(run("/me waves", { as: mute })).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("/topic sets the topic, for those who may", async () => {
  expect(await run("/topic All about beans")).toEqual(nothing);
  expect(await getChannel(ben.actor, channel.id)).toMatchObject({ topic: "All about beans" });
  await expect(run("/topic Peas", { as: ben })).rejects.toMatchObject({ code: "forbidden" });
  await expect(run("/topic two\nlines")).rejects.toMatchObject({ errors: [{ path: "text" }] });
  expect(await getChannel(ben.actor, channel.id)).toMatchObject({ topic: "All about beans" });
});

test("/invite adds everybody it names, or where one is unknown, nobody", async () => {
  const [cleo, dora] = [await createPerson(people.cleo), await createPerson(people.cleo)];
  const count = async () => (await getChannel(ada.actor, channel.id)).memberCount;
  const names = `@${cleo.username}, ${dora.username.toUpperCase()}`;
  await expect(run(`/invite ${names} @nobody-at-all`)).rejects.toMatchObject(
    refusal("errors.command_person"),
  );
  expect(await count()).toBe(2);
  const { notice } = await run(`/invite ${names}`);
  expect(notice).toMatchObject({
    key: "conversation.commands.invited",
    params: { names: "Cleo Birch, Cleo Birch" },
  });
  expect(await count()).toBe(4);
  await expect(run(`/invite @${olga.username}`, { as: ben })).rejects.toMatchObject({ code: "forbidden" });
  await expect(run("/invite @")).rejects.toMatchObject(refusal("errors.command_invite"));
  expect(await count()).toBe(4);
});

test("/invite tells nobody who exists that may not add them, and those who may only so often", async () => {
  const unknown = "/invite @nobody-at-all";
  await expect(run(unknown, { as: ben })).rejects.toMatchObject({ code: "forbidden" });
  setEnvironment({ RATE_LIMIT_SCALE: "0.03" });
  await expect(run(unknown)).rejects.toMatchObject(refusal("errors.command_person"));
  await expect(run(unknown)).rejects.toMatchObject({ code: "rate_limited" });
});

test("commands are limited, also those that there are not", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "0.005" });
  for (let count = 0; count < 3; count++)
    await expect(run("/dance")).rejects.toMatchObject(refusal("errors.command_unknown"));
  await expect(run("/dance")).rejects.toMatchObject({ code: "rate_limited" });
  await expect(run("/help", { as: ben })).resolves.toMatchObject({ message: null });
});

test("/leave leaves, and says where to go", async () => {
  expect(await run("/leave", { as: ben })).toEqual({ ...nothing, path: "/" });
  await expect(run("/leave", { as: ben })).rejects.toMatchObject({ code: "forbidden" });
});

test("/mute mutes, and the next time ends that, for oneself alone", async () => {
  const isMuted = async (person: Person) =>
    (await getChannel(person.actor, channel.id)).membership?.muted ?? null;
  expect((await run("/mute")).notice?.key).toBe("conversation.commands.muted");
  expect([await isMuted(ada), await isMuted(ben)]).toEqual([true, false]);
  expect((await run("/mute")).notice?.key).toBe("conversation.commands.unmuted");
  expect(await isMuted(ada)).toBe(false);
});

describe("/remind", () => {
  test("makes one reminder of the channel, and tells when in the person's own time", async () => {
    await db().update(users).set({ timeZone: "Asia/Tokyo" }).where(eq(users.id, ada.id));
    const clientId = createId();
    const wish = "/remind me to water the beans tomorrow at 9";
    const { notice } = await run(wish, { clientId });
    await run(wish, { clientId });
    const [reminder, ...others] = await listReminders(ada.actor);
    expect(reminder).toMatchObject({ text: "water the beans", channelId: channel.id, remindedAt: null });
    expect(others).toEqual([]);
    // Nine in Tokyo is midnight in UTC.
    expect(reminder!.dueAt).toMatch(/T00:00:00.000Z$/);
    expect(notice).toMatchObject({ params: { text: "water the beans", timeZone: "Asia/Tokyo" } });
    expect(notice?.params["at"]).toContain("9:00 AM");
    expect(await listReminders(ben.actor)).toEqual([]);
  });

  test("counts minutes from now", async () => {
    const before = Date.now();
    await run("/remind tea in 10 minutes");
    const due = Date.parse((await listReminders(ada.actor))[0]!.dueAt);
    expect(due).toBeGreaterThanOrEqual(before - 1000 + 10 * MINUTE);
    expect(due).toBeLessThan(before + DAY);
  });

  test("says what it needs where it cannot tell when or what", async () => {
    await expect(run("/remind water the beans")).rejects.toMatchObject(refusal("errors.command_time"));
    const cases = [
      ["/remind", "required"],
      ["/remind tomorrow at 9", "required"],
      ["/remind tea yesterday", "in_the_past"],
      ["/remind tea in 20 years", "invalid"],
      [`/remind ${"x".repeat(501)} tomorrow`, "too_long"],
      // The time at its end would do.
      [`/remind tea ${"half an hour ".repeat(600)}`, "too_long"],
      [`/remind tea${"  ".repeat(300)} in 10 minutes`, "too_long"],
    ];
    for (const [text, code] of cases)
      await expect(run(text!)).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: "text", code }],
      });
    expect(await listReminders(ada.actor)).toEqual([]);
  });
});

test("/help lists every command, and each has a sentence", async () => {
  const { notice } = await run("/help");
  for (const { name, usageKey } of COMMANDS) {
    expect(notice?.params["commands"]).toContain(`/${name}`);
    expect(t(usageKey)).not.toBe(usageKey);
  }
  expect(say(t, notice!.key, notice!.params)).toContain("/remind");
});

test.each(["/dance", "/", "/ me", "me", "/me/you", "/__proto__", "/toString"])(
  "%s is no command",
  async (text) => {
    await expect(run(text)).rejects.toMatchObject(refusal("errors.command_unknown"));
    expect(say(t, "errors.command_unknown")).toContain("/help");
    expect(await readTexts()).toEqual([]);
  },
);

test("outsiders can give none, not even those that do nothing", async () => {
  for (const text of ["/help", "/me waves", "/topic Mine", "/dance"])
    await expect(run(text, { as: olga })).rejects.toMatchObject({ code: "forbidden" });
  channel = await createChannel(ada, { kind: "private" });
  await expect(run("/help", { as: olga })).rejects.toMatchObject({ code: "not_found" });
});
