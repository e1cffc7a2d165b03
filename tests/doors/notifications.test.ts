// What people are told of: their settings by page, REST and socket, and the explanation of a single message.
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { hereMentions, messages, users } from "#app/db/schema/index.ts";
import { readAccountData } from "#app/domain/exports/read-account-data.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { followThread } from "#app/domain/threads/follow-thread.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { NotificationView } from "#app/shared/notification-view.ts";
import { HOUR, MINUTE } from "#app/shared/time.ts";
import type { ChannelView, MembershipView, MessageView, OwnUserView } from "#app/shared/views.ts";
import { createChannel, createDirect, openSession, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { cookieOf, openPage, postForm, rest } from "./http-client.ts";
import { createWitness, listen, withoutWriting, type Witness } from "./observe.ts";
import { connect } from "./socket-client.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Witness, desk: Witness, ben: Witness, olga: Witness;
let channel: ChannelView;

const PAGE = "/settings/notifications";
const UNSET = {
  notifyLevel: "mentions",
  notifySound: false,
  quietFrom: null,
  quietUntil: null,
  snoozedAt: null,
  snoozedUntil: null,
  isBusy: false,
  timeZone: "",
} as const;

beforeAll(async () => {
  [ada, ben, olga] = await Promise.all([
    createWitness(people.ada),
    createWitness(people.ben),
    createWitness(people.olga),
  ]);
  desk = { ...ada, client: await connect({ ...ada.person, session: await openSession(ada.person) }) };
});

beforeEach(async () => {
  await db().update(users).set(UNSET);
  channel = await createChannel(ben.person, { kind: "private", members: [ada.person] });
});

const change = (person: Person, body: object) => rest<OwnUserView>(person, "PATCH", "/me", { body });
const readMe = async (person: Person) => (await rest<OwnUserView>(person, "GET", "/me")).body;
const save = (fields: Record<string, string>) => postForm(ada.person, PAGE, { intent: "save", ...fields });
const setLevel = (person: Person, notifyLevel: unknown) =>
  rest<MembershipView>(person, "PATCH", `/channels/${channel.id}/membership`, { body: { notifyLevel } });
const explain = async (message: MessageView, person = ada.person, query = "") =>
  (await rest<NotificationView>(person, "GET", `/messages/${message.id}/notification${query}`)).body;
/** What the panel beside the conversation says. */
async function readPanel(message: MessageView, person = ada.person, headers = {}): Promise<string> {
  const address = `/channels/${message.channelId}/messages/${message.id}/notified`;
  const cookie = `${await cookieOf(person.session)}; parley_time_zone=Europe%2FBerlin`;
  const { html } = await openPage(null, address, { cookie, headers });
  return /<section aria-labelledby[^]*<\/section>/.exec(html)?.[0] ?? "";
}

describe("the settings", () => {
  test("are saved by a form that works without a script, and shown in it", async () => {
    const fields = { notifyLevel: "all", notifySound: "on", quietFrom: "22:00", quietUntil: "07:30" };
    expect((await save(fields)).html).toContain("Saved.");
    const saved = { notifyLevel: "all", notifySound: true, quietFrom: "22:00", quietUntil: "07:30" };
    expect(await readMe(ada.person)).toMatchObject(saved);
    const { html } = await openPage(ada.person, PAGE);
    for (const value of ["22:00", "07:30"]) expect(html).toContain(`type="time" value="${value}"`);
    expect(await readAccountData(ada.person.id)).toMatchObject({ notifyLevel: "all", quietFrom: 22 * 60 });

    await save({ notifyLevel: "nothing", quietFrom: "", quietUntil: "" });
    const none = { notifyLevel: "nothing", notifySound: false, quietFrom: null, quietUntil: null };
    expect(await readMe(ada.person)).toMatchObject(none);
    expect(await readMe(ben.person)).toMatchObject({ notifyLevel: "mentions" });
  });

  test.each([
    [{ quietFrom: "25:00", quietUntil: "07:00" }, "This is not valid."],
    [{ quietFrom: "22:00", quietUntil: "" }, "This is needed."],
    [{ quietFrom: "", quietUntil: "07:00" }, "This is needed."],
    [{ quietFrom: "22:00", quietUntil: "22:00" }, "Choose another time than the beginning."],
  ])("%j are refused beside the field, and what was typed stays", async (fields, sentence) => {
    const answer = await withoutWriting(() => save({ notifyLevel: "all", ...fields }));
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(sentence);
    expect(answer.html).toMatch(/value="all"[^>]*checked|checked[^>]*value="all"/);
    expect(await readMe(ada.person)).toMatchObject({ notifyLevel: "mentions", quietFrom: null });
  });

  test.each<Record<string, string>>([
    { intent: "save", notifyLevel: "loud" },
    { intent: "save" },
    { intent: "snooze", snooze: "for ever" },
    { intent: "other" },
  ])("the form %j changes nothing", async (fields) => {
    const answer = await withoutWriting(() => postForm(ada.person, PAGE, fields));
    expect(answer.code).toBe(fields["intent"] === "other" ? "malformed" : "invalid_input");
  });

  test("by REST they are part of oneself, and nobody else's to see", async () => {
    const snoozedUntil = new Date(Date.now() + HOUR).toISOString();
    const settings = { notifyLevel: "nothing", quietFrom: "00:00", quietUntil: "23:59", snoozedUntil };
    expect((await change(ada.person, settings)).body).toMatchObject(settings);
    expect((await change(ada.person, { quietUntil: "06:00" })).body).toMatchObject({ quietFrom: "00:00" });
    const seen = (await rest(ben.person, "GET", `/users/${ada.person.id}`)).body;
    for (const name of Object.keys(settings)) expect(seen).not.toHaveProperty(name);
  });

  test.each([
    ["notifyLevel", "loud", "invalid"],
    ["notifyLevel", null, "invalid"],
    ["notifySound", "on", "wrong_type"],
    ["quietFrom", "25:00", "invalid"],
    ["quietFrom", "7:00", "invalid"],
    ["quietUntil", 420, "wrong_type"],
    ["snoozedUntil", new Date(0).toISOString(), "in_the_past"],
    ["snoozedUntil", "tomorrow", "invalid"],
  ])("the %s %j is refused", async (path, value, code) => {
    const body = { quietFrom: "22:00", quietUntil: "07:00", [path]: value };
    const answer = await withoutWriting(() => rest(ada.person, "PATCH", "/me", { body }));
    expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path, code }] });
  });

  test("change on the person's other device at once, and nobody else hears of it", async () => {
    const { told } = await listen([desk, ben, olga], () => change(ada.person, { notifyLevel: "all" }));
    expect(told).toEqual([[{ event: "settings:changed", payload: {} }], [], []]);
  });
});

describe("a pause", () => {
  test.each([
    ["half_hour", 30 * MINUTE],
    ["hour", HOUR],
  ])("%s begins now and is over then, or when it is ended", async (snooze, length) => {
    const before = Date.now();
    const { html } = await postForm(ada.person, PAGE, { intent: "snooze", snooze });
    expect(html).toMatch(/Paused until/);
    const until = Date.parse((await readMe(ada.person)).snoozedUntil!);
    expect(until - before).toBeGreaterThanOrEqual(length);
    expect(until - Date.now()).toBeLessThanOrEqual(length + MINUTE);
    const ended = await postForm(ada.person, PAGE, { intent: "snooze", snooze: "off" });
    expect(ended.html).not.toMatch(/Paused until/);
    expect((await readMe(ada.person)).snoozedUntil).toBeNull();
  });

  test("“until tomorrow” is until nine in the morning where the person is", async () => {
    await change(ada.person, { timeZone: "Asia/Tokyo" });
    await postForm(ada.person, PAGE, { intent: "snooze", snooze: "tomorrow" });
    expect((await readMe(ada.person)).snoozedUntil).toMatch(/T00:00:00\.000Z$/);
  });
});

describe("the level of a channel", () => {
  test("is set by page, REST and socket alike, and told to the person's devices alone", async () => {
    const about = `/channels/${channel.id}/about`;
    const ways: (() => Promise<unknown>)[] = [
      () => postForm(ada.person, about, { intent: "set-own", notifyLevel: "nothing" }),
      () => setLevel(ada.person, "all"),
      () => ada.client.ask("channel:set", { channelId: channel.id, notifyLevel: "mentions" }),
      () => postForm(ada.person, about, { intent: "set-own", notifyLevel: "account" }),
    ];
    const levels = ["nothing", "all", "mentions", null];
    for (const [index, way] of ways.entries()) {
      const { told } = await listen([desk, ben, olga], way);
      const membership = expect.objectContaining({ notifyLevel: levels[index], muted: false });
      expect(told).toEqual([
        [{ event: "membership:changed", payload: { channelId: channel.id, membership } }],
        [],
        [],
      ]);
    }
  });

  test("that it has already changes nothing, and what is none is refused", async () => {
    const { body } = await setLevel(ada.person, "all");
    expect((await withoutWriting(() => setLevel(ada.person, "all"))).body).toEqual(body);
    const refused = await withoutWriting(() => setLevel(ada.person, "loud"));
    expect(refused.body).toMatchObject({ errors: [{ path: "notifyLevel", code: "invalid" }] });
    const page = await withoutWriting(() =>
      postForm(ada.person, `/channels/${channel.id}/about`, { intent: "set-own", notifyLevel: "loud" }),
    );
    expect(page.code).toBe("invalid_input");
  });

  test("is nothing that somebody outside could set", async () => {
    expect((await withoutWriting(() => setLevel(olga.person, "all"))).status).toBe(404);
  });
});

describe("why somebody was told of a message, or was not:", () => {
  const say = (body: string, parentId?: string) =>
    sendMessage(ben.person.actor, { channelId: channel.id, clientId: createId(), body, parentId });

  test("by REST and in the panel, with what it went by", async () => {
    const { message } = await say(`Hello @${ada.person.username}`);
    const settings = {
      accountLevel: "mentions",
      channelLevel: null,
      muted: false,
      isBusy: false,
      quietFrom: null,
      quietUntil: null,
      timeZone: "UTC",
      snoozedAt: null,
      snoozedUntil: null,
    };
    const named = { messageId: message.id, notifies: true, reason: "named", settings };
    expect(await explain(message)).toEqual(named);
    const panel = await readPanel(message);
    expect(panel).toContain("You were notified because the message names you.");
    expect(panel).toContain("This goes by your settings as they are now.");
    for (const path of [`/channels/${channel.id}/about`, PAGE]) expect(panel).toContain(`href="${path}"`);
  });

  test("each kind of message, and each setting", async () => {
    const root = await send(ada.person, channel.id, "Root");
    const { message: reply } = await say("A reply", root.id);
    const [plain, gone] = [(await say("Plain")).message, (await say("Gone")).message];
    const here = (await say("Tea @here")).message;
    const direct = await send(ben.person, (await createDirect(ben.person, [ada.person])).id, "Psst");
    await deleteMessage(ben.person.actor, gone.id);
    const reasons = async () =>
      Promise.all([root, reply, plain, gone, direct].map(async (each) => (await explain(each)).reason));
    expect(await reasons()).toEqual(["own", "thread", "account_mentions", "deleted", "direct"]);
    await followThread(ada.person.actor, { rootId: root.id, follows: false });
    expect((await explain(reply)).reason).toBe("account_mentions");
    await setLevel(ada.person, "all");
    expect((await explain(plain)).reason).toBe("channel_all");
    await change(ada.person, { notifyLevel: "nothing" });
    expect((await explain(plain)).reason).toBe("channel_all");
    expect((await explain(direct)).reason).toBe("account_nothing");
    await setLevel(ada.person, null);
    await db()
      .insert(hereMentions)
      .values({ channelId: channel.id, seq: here.seq, userId: ada.person.id })
      .onConflictDoNothing();
    expect((await explain(here)).reason).toBe("account_nothing");
    await change(ada.person, { notifyLevel: "mentions" });
    expect((await explain(here)).reason).toBe("everybody");
    await rest(ada.person, "PATCH", `/channels/${channel.id}/membership`, { body: { muted: true } });
    expect((await explain(here)).reason).toBe("muted");
  });

  test("quiet hours are those when it was written, where the person is", async () => {
    const { message } = await say(`@${ada.person.username}`);
    await db()
      .update(messages)
      .set({ createdAt: new Date("2026-07-15T20:30:00.000Z") })
      .where(eq(messages.id, message.id));
    await db().execute("update memberships set joined_at = '2026-07-01'");
    await change(ada.person, { quietFrom: "22:00", quietUntil: "07:00" });
    // In UTC it is half past eight in the evening; in Berlin, half past ten.
    expect((await explain(message)).reason).toBe("named");
    expect((await explain(message, ada.person, "?timeZone=europe/berlin")).reason).toBe("quiet_hours");
    const sentence = /it came at 10:30\sPM, between 10:00\sPM and 7:00\sAM/;
    expect(await readPanel(message)).toMatch(sentence);
    await change(ada.person, { timeZone: "America/New_York" });
    expect(await explain(message, ada.person, "?timeZone=Europe/Berlin")).toMatchObject({
      reason: "named",
      settings: { timeZone: "America/New_York" },
    });
  });

  test("a pause counts for what came in it, also when it is over, and not for what came before", async () => {
    const before = (await say(`First @${ada.person.username}`)).message;
    await postForm(ada.person, PAGE, { intent: "snooze", snooze: "hour" });
    const during = (await say(`Second @${ada.person.username}`)).message;
    await postForm(ada.person, PAGE, { intent: "snooze", snooze: "off" });
    const after = (await say(`Third @${ada.person.username}`)).message;
    const reasons = [before, during, after].map(async (each) => (await explain(each)).reason);
    expect(await Promise.all(reasons)).toEqual(["named", "snoozed", "named"]);
    expect(await readPanel(during)).toMatch(/because you had paused notifications until/);
  });

  test("whoever is outside learns nothing, not even that there is a message", async () => {
    const { message } = await say(`@${ada.person.username}`);
    expect((await explain(message, ben.person)).reason).toBe("own");
    const there = await rest(olga.person, "GET", `/messages/${message.id}/notification`);
    const nowhere = await rest(olga.person, "GET", `/messages/${createId()}/notification`);
    for (const { status, body } of [there, nowhere]) expect([status, body.code]).toEqual([404, "not_found"]);
    const address = (channelId: string) => `/channels/${channelId}/messages/${message.id}/notified`;
    expect((await openPage(olga.person, address(channel.id))).status).toBe(404);
    // Nor is it found under another conversation.
    expect((await openPage(ada.person, address(ada.denId))).status).toBe(404);
    const odd = await rest(ada.person, "GET", `/messages/${message.id}/notification?timeZone=Mars`);
    expect(odd.body).toMatchObject({ errors: [{ path: "timeZone", code: "bad_time_zone" }] });
  });
});
