import { describe, expect, it } from "vitest";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY } from "#app/shared/time.ts";
import type {
  ChannelView,
  DraftView,
  MessagePage,
  MessageView,
  ReminderView,
  ScheduledView,
} from "#app/shared/views.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

interface Scene {
  ada: Person;
  ben: Person;
  olga: Person;
  channel: ChannelView;
  message: MessageView;
}

async function setScene(body = "Hello garden", kind: "public" | "private" = "public"): Promise<Scene> {
  const [ada, ben, olga] = await Promise.all([
    createPerson(people.ada),
    createPerson(people.ben),
    createPerson(people.olga),
  ]);
  const channel = await createChannel(ada, { kind, members: kind === "public" ? [ben] : [] });
  return { ada, ben, olga, channel, message: await send(ada, channel.id, body) };
}

function post(
  person: Person,
  { channel, message }: Scene,
  intent: string,
  fields: Record<string, string> = {},
) {
  return postForm(person, `/channels/${channel.id}`, { intent, messageId: message.id, ...fields });
}

async function look({ ada, message }: Scene): Promise<MessageView> {
  return (await rest<MessageView>(ada, "GET", `/messages/${message.id}`)).body;
}

/** The page of a channel with, behind the path, what is opened in it. */
async function open(person: Person, { channel }: Scene, query = ""): Promise<string> {
  return (await openPage(person, `/channels/${channel.id}${query}`)).html;
}

describe("forms that write", () => {
  const listDrafts = async (person: Person) => (await rest<DraftView[]>(person, "GET", "/me/drafts")).body;
  const sendAt = new Date(Date.now() + DAY).toISOString().slice(0, 16);

  it("leave no draft of what was sent, scheduled or commanded, and keep it where that was refused", async () => {
    const { ada, ben, channel, message } = await setScene();
    const path = `/channels/${channel.id}`;
    const begin = (parentId?: string) =>
      rest(ada, "PUT", `${path}/draft`, { body: { body: "begun", ...(parentId && { parentId }) } });
    const fields = () => ({ channelId: channel.id, clientId: createId(), body: "Later", sendAt });
    await rest(ben, "PUT", `${path}/draft`, { body: { body: "Ben's" } });

    await begin();
    await postForm(ada, path, { ...fields(), intent: "send", body: "/dance" });
    await postForm(ada, "/scheduled", { ...fields(), intent: "schedule", quoteId: createId() });
    expect(await listDrafts(ada)).toMatchObject([{ body: "begun" }]);
    await postForm(ada, path, { ...fields(), intent: "send", body: "/me waves" });
    expect(await listDrafts(ada)).toEqual([]);
    await begin(message.id);
    await postForm(ada, "/scheduled", {
      ...fields(),
      intent: "schedule",
      parentId: message.id,
      quoteId: message.id,
    });
    expect(await listDrafts(ada)).toEqual([]);
    const scheduled = await rest<ScheduledView[]>(ada, "GET", "/me/scheduled");
    expect(scheduled.body).toMatchObject([{ body: "Later", parentId: message.id, quoteId: message.id }]);
    expect(await listDrafts(ben)).toMatchObject([{ body: "Ben's" }]);
  });
});

describe("forms about one message", () => {
  it("edit, and come back to where one was", async () => {
    const scene = await setScene();
    const back = `/channels/${scene.channel.id}?before=9#message-1`;
    const answer = await post(scene.ada, scene, "edit", { body: "Hello **orchard**", back });
    expect(answer).toMatchObject({ status: 303, location: back });
    expect(await look(scene)).toMatchObject({ body: "Hello **orchard**" });
    expect(await open(scene.ben, scene)).toContain("<strong>orchard</strong>");
  });

  it("offer to stop following to who follows a thread by taking part, and to nobody else", async () => {
    const scene = await setScene();
    const { channel, message } = scene;
    const offered = async (person: Person) =>
      /Stop following thread|Follow thread/.exec(await open(person, scene, `?actions=${message.id}`))?.[0];
    await postForm(scene.ada, `/channels/${channel.id}`, {
      intent: "send",
      clientId: createId(),
      body: "A reply",
      parentId: message.id,
    });
    expect([await offered(scene.ada), await offered(scene.ben)]).toEqual([
      "Stop following thread",
      "Follow thread",
    ]);
    await post(scene.ada, scene, "unfollow");
    expect(await offered(scene.ada)).toBe("Follow thread");
  });

  it.each(["constructor", "toString", "__proto__", "dance"])("know nothing called %s", async (intent) => {
    const scene = await setScene();
    expect(await post(scene.ada, scene, intent)).toMatchObject({ status: 400, code: "malformed" });
  });

  it("keep a text that was refused beside what is wrong with it", async () => {
    const scene = await setScene();
    const answer = await post(scene.ada, scene, "edit", { body: "x".repeat(8001) });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("x".repeat(8001));
    expect(answer.html).toContain("Use at most 8,000 characters.");
    expect(await look(scene)).toMatchObject({ body: "Hello garden", editedAt: null });
  });

  it("delete", async () => {
    const scene = await setScene();
    expect(await post(scene.ada, scene, "delete")).toMatchObject({
      status: 303,
      location: `/channels/${scene.channel.id}?message=${scene.message.seq}`,
    });
    const html = await open(scene.ben, scene);
    expect(html).toContain("This message was deleted.");
    expect(html).not.toContain("Hello garden");
  });

  it("react and take it back", async () => {
    const scene = await setScene();
    expect((await post(scene.ben, scene, "react", { emoji: " 🎉 " })).status).toBe(303);
    expect((await look(scene)).reactions).toEqual([{ emoji: "🎉", userIds: [scene.ben.id] }]);
    expect(await open(scene.ben, scene)).toMatch(/aria-pressed="true" aria-label="🎉, 1: Ben Okri"/);
    expect(await open(scene.ada, scene)).toMatch(/aria-pressed="false" aria-label="🎉, 1: Ben Okri"/);
    expect((await post(scene.ben, scene, "unreact", { emoji: "🎉" })).status).toBe(303);
    expect((await look(scene)).reactions).toEqual([]);
  });

  it("refuse what is no emoji, and say so at the message", async () => {
    const scene = await setScene();
    const answer = await post(scene.ben, scene, "react", { emoji: "well" });
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/role="alert"/);
    expect((await look(scene)).reactions).toEqual([]);
  });

  it("pin and unpin", async () => {
    const scene = await setScene();
    expect((await post(scene.ada, scene, "pin")).status).toBe(303);
    expect(await open(scene.ben, scene)).toMatch(/Pinned by <bdi>Ada Lovelace/);
    expect((await post(scene.ada, scene, "unpin")).status).toBe(303);
    expect(await open(scene.ben, scene)).not.toContain("Pinned by");
  });

  it("save for oneself alone, and let go", async () => {
    const scene = await setScene();
    await post(scene.ben, scene, "save");
    const saved = async (person: Person) => {
      const { body } = await rest<MessagePage>(person, "GET", `/channels/${scene.channel.id}/messages`);
      return body.savedIds;
    };
    expect(await saved(scene.ben)).toEqual([scene.message.id]);
    expect(await saved(scene.ada)).toEqual([]);
    await post(scene.ben, scene, "unsave");
    expect(await saved(scene.ben)).toEqual([]);
  });

  it("mark unread from a message on, and stay unread on the page that comes then", async () => {
    const scene = await setScene();
    const last = await send(scene.ada, scene.channel.id, "And more");
    await open(scene.ben, scene);
    const { location } = await post(scene.ben, scene, "mark-unread", { seq: "1" });
    await openPage(scene.ben, location ?? "");
    const { body } = await rest<ChannelView>(scene.ben, "GET", `/channels/${scene.channel.id}`);
    expect(body.membership).toMatchObject({ unread: 2, lastReadSeq: scene.message.seq - 1 });
    expect(body.lastSeq).toBe(last.seq);
  });

  it("remind in an hour, and tomorrow in the morning of the reader's zone", async () => {
    const scene = await setScene("Water the **beds**\nand the bees");
    await post(scene.ben, scene, "remind", { when: "hour" });
    await post(scene.ben, scene, "remind", { when: "tomorrow", timeZone: "Asia/Tokyo" });
    const { body } = await rest<ReminderView[]>(scene.ben, "GET", "/me/reminders");
    expect(body.map((reminder) => reminder.text)).toEqual(["Water the beds", "Water the beds"]);
    expect(body.some((reminder) => reminder.dueAt.endsWith("T00:00:00.000Z"))).toBe(true);
    expect((await rest<ReminderView[]>(scene.ada, "GET", "/me/reminders")).body).toEqual([]);
  });

  it("follow a thread and stop", async () => {
    const scene = await setScene();
    expect((await post(scene.ben, scene, "follow")).status).toBe(303);
    expect((await post(scene.ben, scene, "unfollow")).status).toBe(303);
  });

  it("never lead to another site", async () => {
    const scene = await setScene();
    const answer = await post(scene.ben, scene, "save", { back: "https://evil.test/" });
    expect(answer.location).toBe("/");
  });
});

describe("pages without a script", () => {
  it("lead from each message to its actions, all of which are forms and links", async () => {
    const scene = await setScene();
    const closed = await open(scene.ada, scene);
    expect(closed).toContain(`actions=${scene.message.id}#message-${scene.message.seq}`);
    expect(closed).toContain('aria-label="More actions for the message of Ada Lovelace: Hello garden"');
    expect(closed).not.toContain('value="pin"');
    const opened = await open(scene.ada, scene, `?actions=${scene.message.id}`);
    for (const intent of ["react", "pin", "save", "mark-unread", "remind", "delete"])
      expect(opened).toContain(`name="intent" value="${intent}"`);
    for (const path of ["readers", "forward"])
      expect(opened).toContain(`/channels/${scene.channel.id}/messages/${scene.message.id}/${path}"`);
    expect(opened).toContain(`edit=${scene.message.id}`);
  });

  it("offer nobody what is another's to do", async () => {
    const scene = await setScene();
    const opened = await open(scene.ben, scene, `?actions=${scene.message.id}`);
    expect(opened).toContain('name="intent" value="save"');
    expect(opened).not.toContain('name="intent" value="delete"');
    expect(opened).not.toContain(`edit=${scene.message.id}`);
  });

  it("open a message as a field", async () => {
    const scene = await setScene();
    expect(await open(scene.ada, scene, `?edit=${scene.message.id}`)).toMatch(
      /<textarea[^>]*aria-label="Text of the message"[^>]*>Hello garden<\/textarea>/,
    );
  });

  it("show what a message answers, with a link to it", async () => {
    const scene = await setScene("First of **all**\nand more");
    const { channel, message, ben } = scene;
    await rest(ben, "POST", `/channels/${channel.id}/messages`, {
      body: { clientId: crypto.randomUUID(), body: "I think so", quoteId: message.id },
    });
    const html = await open(ben, scene);
    expect(html).toMatch(/<bdi>Ada Lovelace<\/bdi> wrote/);
    expect(html).toMatch(/First of all<\/bdi>/);
    expect(html).toContain(`href="/channels/${channel.id}?message=${message.seq}"`);
  });

  it("tell what happened in one muted line that is nobody's message", async () => {
    const scene = await setScene();
    await rest(scene.ada, "PATCH", `/channels/${scene.channel.id}`, { body: { topic: "Beds and bees" } });
    const html = await open(scene.ben, scene);
    expect(html).toMatch(/<bdi>Ada Lovelace<\/bdi> set the topic to <bdi>Beds and bees<\/bdi>/);
    expect(html.match(/<article/g)).toHaveLength(1);
  });
});

describe("whoever is not in the channel", () => {
  it.each(["edit", "delete", "react", "pin", "save", "mark-unread", "remind", "follow"])(
    "cannot %s",
    async (intent) => {
      const scene = await setScene("Secret beds", "private");
      const fields = { body: "Mine now", emoji: "🎉", seq: "1", when: "hour" };
      const answer = await post(scene.olga, scene, intent, fields);
      expect(answer.status).toBe(404);
      expect(answer.html).not.toContain("Secret beds");
      expect(await look(scene)).toEqual(scene.message);
    },
  );

  it("gets nowhere by way of a channel of their own", async () => {
    const scene = await setScene("Secret beds", "private");
    const own = await createChannel(scene.olga);
    const answer = await post(scene.olga, { ...scene, channel: own }, "react", { emoji: "🎉" });
    expect(answer.status).toBe(404);
    const known = await setScene();
    const other = await createChannel(known.ben);
    expect((await post(known.ben, { ...known, channel: other }, "save")).status).toBe(404);
  });

  it("is told to join a public one, and changes nothing", async () => {
    const scene = await setScene();
    expect((await post(scene.olga, scene, "react", { emoji: "🎉" })).status).toBe(403);
    expect((await post(scene.ben, scene, "edit", { body: "Mine now" })).status).toBe(403);
    expect((await post(scene.ben, scene, "delete")).status).toBe(403);
    expect(await look(scene)).toEqual(scene.message);
  });
});
