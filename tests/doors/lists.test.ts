// Inbox, saved and scheduled messages, threads and new channels by forms and links alone.
import { beforeAll, describe, expect, test } from "vitest";
import { getChannel, listChannels } from "#app/domain/channels/find-channels.server.ts";
import { archiveChannel } from "#app/domain/channels/archive-channel.server.ts";
import { setMember } from "#app/domain/memberships/set-member.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { createReminder } from "#app/domain/reminders/create-reminder.server.ts";
import { listReminders } from "#app/domain/reminders/list-reminders.server.ts";
import { listSaved } from "#app/domain/saved/list-saved.server.ts";
import { saveMessage } from "#app/domain/saved/save-message.server.ts";
import { listScheduled } from "#app/domain/scheduled/list-scheduled.server.ts";
import { openThread } from "#app/domain/threads/open-thread.server.ts";
import { countInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY, MINUTE } from "#app/shared/time.ts";
import { createChannel, createPerson, send, uniqueName, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { cookieOf, openPage, postForm } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person, ben: Person, olga: Person;

beforeAll(async () => {
  ada = await createPerson(people.ada);
  ben = await createPerson(people.ben);
  olga = await createPerson(people.olga);
});

/** Ada's private channel with Ben in it; Olga is outside. */
async function open(): Promise<string> {
  const { id } = await createChannel(ada, { kind: "private" });
  await setMember(ada.actor, id, ben.id, {});
  return id;
}

const main = ({ html }: { html: string }) => /<main[^]*<\/main>/.exec(html)?.[0] ?? "";
const reply = async (author: Person, channelId: string, parentId: string, body: string) =>
  (await sendMessage(author.actor, { channelId, clientId: createId(), body, parentId })).message;
/** Tomorrow at this time in UTC, as a date-time field has it. */
const tomorrow = () => new Date(Date.now() + DAY).toISOString().slice(0, 16);

describe("a thread", () => {
  test("is answered, followed and read by forms and links", async () => {
    const id = await open();
    const root = await send(ada, id, "Who waters the beds?");
    const path = `/channels/${id}/threads/${root.id}`;
    expect((await openPage(ben, path)).html).toContain("No replies yet.");
    const sent = { intent: "send", clientId: createId(), body: "I do", parentId: root.id };
    expect((await postForm(ben, `/channels/${id}`, sent)).location).toBe(path);
    const page = await openPage(ada, path);
    expect(page.html).toContain("1 reply");
    expect(page.html).toContain("I do");
    // Who began it and who replied follow it; opening it has read it.
    const follow = async (person: Person) => (await openThread(person.actor, { rootId: root.id })).follow;
    expect(await follow(ada)).toMatchObject({ follows: true, unread: 0 });
    await reply(ben, id, root.id, "And the greenhouse");
    expect(await follow(ada)).toMatchObject({ unread: 1 });
    await postForm(ada, path, { intent: "unfollow" });
    expect(await follow(ada)).toMatchObject({ follows: false });
    await postForm(ada, path, { intent: "follow" });
    expect(await follow(ada)).toMatchObject({ follows: true });
    for (const answer of [await openPage(olga, path), await postForm(olga, path, { intent: "follow" })])
      expect(answer.code).toBe("not_found");
  });

  test("leads from a reply to where it began, and to older replies", async () => {
    const id = await open();
    const root = await send(ada, id, "Long story");
    const replies = [];
    for (let number = 1; number <= 52; number++)
      replies.push(await reply(ada, id, root.id, `Part ${number}.`));
    const path = `/channels/${id}/threads/${root.id}`;
    expect((await openPage(ben, `/channels/${id}/threads/${replies[0]?.id}`)).location).toBe(path);
    const panel = async (address: string) =>
      /<section aria-labelledby[^]*<\/section>/.exec((await openPage(ben, address)).html)?.[0] ?? "";
    const newest = await panel(path);
    expect(newest).toContain("Part 52.");
    expect(newest).not.toContain("Part 2.");
    expect(newest).toContain(`repliesBefore=${replies[2]?.seq}`);
    const older = await panel(`${path}?repliesBefore=${replies[2]?.seq}`);
    expect(older).toContain("Part 2.");
    expect(older).not.toContain("Part 3.");
    expect(older).toContain("Newest replies");
  });
});

describe("the inbox", () => {
  test("holds what names one, until it was looked at", async () => {
    const id = await open();
    expect(main(await openPage(olga, "/inbox"))).toContain("Nothing is waiting for you.");
    const message = await send(ada, id, `Look here @${ben.username}`);
    expect(await countInbox(ben.actor)).toBeGreaterThan(0);
    const first = main(await openPage(ben, "/inbox"));
    expect(first).toContain("Look here");
    expect(first).toContain(`href="/channels/${id}?message=${message.seq}"`);
    expect(first).toContain(">New</p>");
    expect(await countInbox(ben.actor)).toBe(0);
    expect(main(await openPage(ben, "/inbox"))).not.toContain(">New</p>");
    expect(main(await openPage(olga, "/inbox"))).not.toContain("Look here");
  });

  test("a bad place to go on from is refused", async () => {
    expect((await openPage(ben, "/inbox?before=nonsense")).code).toBe("invalid_input");
  });
});

describe("saved messages", () => {
  test("are listed with where they stand, and removed", async () => {
    const id = await open();
    const message = await send(ada, id, "Keep this in mind");
    expect(main(await openPage(olga, "/saved"))).toContain("You have saved nothing yet.");
    await saveMessage(ben.actor, message.id);
    const page = main(await openPage(ben, "/saved"));
    expect(page).toContain("Keep this in mind");
    expect(page).toContain(`href="/channels/${id}?message=${message.seq}"`);
    expect(page).toContain((await getChannel(ben.actor, id)).name);
    // Somebody else's form takes nothing away.
    await postForm(olga, "/saved", { intent: "unsave", messageId: message.id });
    expect((await listSaved(ben.actor)).items).toHaveLength(1);
    await postForm(ben, "/saved", { intent: "unsave", messageId: message.id });
    expect((await listSaved(ben.actor)).items).toEqual([]);
  });
});

describe("scheduled messages", () => {
  const schedule = (person: Person, channelId: string, more: Record<string, string> = {}) =>
    postForm(person, "/scheduled", {
      intent: "schedule",
      channelId,
      clientId: createId(),
      body: "Good morning",
      sendAt: tomorrow(),
      ...more,
    });

  test("are taken from a composer, changed, sent at once and cancelled", async () => {
    const id = await open();
    const person = await createPerson(people.ben);
    await setMember(ada.actor, id, person.id, {});
    expect((await schedule(person, id)).location).toBe("/scheduled");
    const [waiting] = await listScheduled(person.actor);
    expect(waiting).toMatchObject({ channelId: id, body: "Good morning" });
    expect(main(await openPage(person, "/scheduled"))).toContain("Good morning");
    const scheduledId = waiting?.id ?? "";

    const later = new Date(Date.now() + 2 * DAY).toISOString().slice(0, 16);
    const change = { intent: "update", scheduledId, body: "Good evening", sendAt: later };
    expect((await postForm(olga, "/scheduled", change)).code).toBe("not_found");
    await postForm(person, "/scheduled", change);
    expect(await listScheduled(person.actor)).toMatchObject([
      { body: "Good evening", sendAt: `${later}:00.000Z` },
    ]);

    const past = await postForm(person, "/scheduled", {
      ...change,
      body: "Kept",
      sendAt: "2020-01-01T10:00",
    });
    expect(past.code).toBe("invalid_input");
    expect(main(past)).toContain("Kept</textarea>");
    expect(main(past)).toMatch(/<details open/);
    expect(main(past)).toContain('value="2020-01-01T10:00"');

    expect((await postForm(olga, "/scheduled", { intent: "send-now", scheduledId })).code).toBe("not_found");
    expect((await postForm(olga, "/scheduled", { intent: "cancel", scheduledId })).code).toBe("not_found");
    await postForm(person, "/scheduled", { intent: "send-now", scheduledId });
    const { messages } = await listMessages(ada.actor, id, { limit: 50 });
    expect(messages.filter(({ body }) => body === "Good evening")).toHaveLength(1);
    expect(await listScheduled(person.actor)).toEqual([]);

    await schedule(person, id);
    const [other] = await listScheduled(person.actor);
    await postForm(person, "/scheduled", { intent: "cancel", scheduledId: other?.id ?? "" });
    expect(await listScheduled(person.actor)).toEqual([]);
  });

  test("one that cannot be taken comes back to be put right, with all that was typed", async () => {
    const id = await open();
    const page = await schedule(ben, id, { body: "Not yet", sendAt: "" });
    expect(page.code).toBe("invalid_input");
    expect(main(page)).toContain("This message was not scheduled");
    expect(main(page)).toContain("Not yet</textarea>");
    expect(main(page)).toContain("This is needed.");
    expect(main(page)).toContain(`name="channelId" value="${id}"`);
    expect((await schedule(olga, id)).code).toBe("not_found");
    expect((await schedule(ben, id, { sendAt: "tomorrow" })).code).toBe("invalid_input");
    expect(await listScheduled(ben.actor)).toEqual([]);
  });

  test("times are those of the profile, else of the browser, also where clocks change", async () => {
    const id = await open();
    const person = await createPerson(people.ben);
    await setMember(ada.actor, id, person.id, {});
    const year = new Date().getFullYear() + (new Date().getMonth() < 9 ? 0 : 1);
    const cookie = `${await cookieOf(person.session)}; parley_time_zone=Europe%2FBerlin`;
    const at = (sendAt: string) =>
      postForm(
        person,
        "/scheduled",
        { intent: "schedule", channelId: id, clientId: createId(), body: "Later", sendAt },
        { cookie },
      );
    const times = async () => (await listScheduled(person.actor)).map(({ sendAt }) => sendAt);
    const winter = new Date(Date.now() + 3 * DAY).getFullYear();
    const nextJanuary = `${winter + (new Date().getMonth() === 0 ? 0 : 1)}-01-15T10:00`;
    const summer = `${year}-07-01T10:00`;
    await at(nextJanuary);
    await at(summer);
    expect((await times()).sort()).toEqual(
      [`${nextJanuary.slice(0, 10)}T09:00:00.000Z`, `${summer.slice(0, 10)}T08:00:00.000Z`].sort(),
    );
    expect(main(await openPage(person, "/scheduled", { cookie }))).toContain(`value="${summer}"`);
    await updateProfile(person.actor, { timeZone: "America/New_York" });
    await at(`${year}-07-02T10:00`);
    expect(await times()).toContain(`${year}-07-02T14:00:00.000Z`);
  });

  test("reminders that wait are listed and cancelled", async () => {
    const { id } = await createReminder(ben.actor, {
      text: "Tea with Ada",
      dueAt: new Date(Date.now() + 10 * MINUTE),
    });
    expect(main(await openPage(ben, "/scheduled"))).toContain("Tea with Ada");
    expect(main(await openPage(olga, "/scheduled"))).not.toContain("Tea with Ada");
    const form = { intent: "cancel-reminder", reminderId: id };
    expect((await postForm(olga, "/scheduled", form)).code).toBe("not_found");
    await postForm(ben, "/scheduled", form);
    expect(await listReminders(ben.actor)).toEqual([]);
  });
});

describe("channels", () => {
  test("are made with a description, and read-only where that is ticked", async () => {
    const form = { name: uniqueName("news"), kind: "public", topic: "", description: "What happened" };
    const { location } = await postForm(ada, "/channels/new", { ...form, isReadOnly: "true" });
    const id = location?.replace("/channels/", "") ?? "";
    expect(await getChannel(ada.actor, id)).toMatchObject({ description: "What happened", isReadOnly: true });
    const again = await postForm(ada, "/channels/new", { ...form, name: "", isReadOnly: "true" });
    expect(main(again)).toContain("What happened</textarea>");
    expect(main(again)).toMatch(/name="isReadOnly"[^>]*checked/);
  });

  test("that are archived are shown on demand, to those who are in them", async () => {
    const { id, name } = await createChannel(ada, { kind: "private" });
    await archiveChannel(ada.actor, id);
    expect((await listChannels(ada.actor)).map((channel) => channel.id)).not.toContain(id);
    expect(main(await openPage(ada, "/channels/browse"))).not.toContain(name);
    expect(main(await openPage(ada, "/channels/browse?archived=1"))).toContain(`href="/channels/${id}"`);
    const hers = main(await openPage(olga, "/channels/browse?archived=1"));
    expect(hers).not.toContain(name);
    expect(hers).toContain("None of your channels is archived.");
  });
});
