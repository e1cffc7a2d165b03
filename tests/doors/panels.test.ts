// The panels beside a conversation by forms and links alone, as a browser without JavaScript uses them.
import { beforeAll, describe, expect, test } from "vitest";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { getJoinLink } from "#app/domain/channels/join-link.server.ts";
import { listMembers } from "#app/domain/memberships/list-members.server.ts";
import { setMember } from "#app/domain/memberships/set-member.server.ts";
import { editMessage } from "#app/domain/messages/edit-message.server.ts";
import { listPins } from "#app/domain/messages/list-pins.server.ts";
import { pinMessage } from "#app/domain/messages/pin-message.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { createId } from "#app/shared/ids.ts";
import {
  createChannel,
  createDirect,
  createPerson,
  send,
  uniqueName,
  type Person,
} from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person, ben: Person, cleo: Person, olga: Person;

beforeAll(async () => {
  ada = await createPerson(people.ada);
  ben = await createPerson(people.ben);
  cleo = await createPerson(people.cleo);
  olga = await createPerson(people.olga);
});

/** Ada's channel with Ben as a moderator and Cleo as a member; Olga is outside. */
async function open(kind: "public" | "private" = "private"): Promise<string> {
  const { id } = await createChannel(ada, { kind });
  await setMember(ada.actor, id, ben.id, { role: "moderator" });
  await setMember(ada.actor, id, cleo.id, {});
  return id;
}

const about = (id: string) => `/channels/${id}/about`;
type Fields = Record<string, string>;
const members = (id: string) => `/channels/${id}/members`;
/** What the conversation beside it says does not count. */
const panel = ({ html }: { html: string }) => /<section aria-labelledby[^]*<\/section>/.exec(html)?.[0] ?? "";
const buttons = (html: string) =>
  [...html.matchAll(/<button[^>]*>([^<]+)<\/button>/g)].map(([, label]) => label);
const roleOf = async (id: string, person: Person) =>
  (await listMembers(ada.actor, id)).find(({ userId }) => userId === person.id)?.role;

describe("about a channel", () => {
  test("name, topic and description are changed by those who may, and said where they stand", async () => {
    const id = await open();
    const name = uniqueName("greenhouse");
    const fields = { intent: "update", name, topic: "Beds & bees", description: "First line\r\nSecond line" };
    expect(await postForm(ada, about(id), fields)).toMatchObject({ status: 303, location: about(id) });
    expect(await getChannel(cleo.actor, id)).toMatchObject({
      name,
      topic: "Beds & bees",
      description: "First line\nSecond line",
    });
    const { html } = await openPage(cleo, about(id));
    expect(html).toContain("Beds &amp; bees");
    expect(html).toContain("First line\nSecond line");
    expect(html).toMatch(/Made [^<]+ by Ada Lovelace/);
  });

  test("what was not changed in the form stays what somebody else made of it meanwhile", async () => {
    const id = await open();
    await postForm(ben, about(id), { intent: "update", topic: "Ben's" });
    const name = uniqueName("greenhouse");
    await postForm(ada, about(id), { intent: "update", name, "was-name": "old", topic: "", "was-topic": "" });
    expect(await getChannel(ada.actor, id)).toMatchObject({ name, topic: "Ben's" });
  });

  test("what is wrong is said beside the field, and what was typed stays", async () => {
    const id = await open();
    const page = await postForm(ada, about(id), { intent: "update", name: " ", topic: "x".repeat(251) });
    expect(page.code).toBe("invalid_input");
    expect(page.html).toContain("This is needed.");
    expect(page.html).toContain("Use at most 250 characters.");
    expect(page.html).toContain(`value="${"x".repeat(251)}"`);
    const taken = await createChannel(ada);
    const another = await createChannel(ada);
    const refused = await postForm(ada, about(another.id), { intent: "update", name: taken.name ?? "" });
    expect(refused.code).toBe("conflict");
    expect(refused.html).toContain("This is taken already.");
    expect(refused.html).toContain(`value="${taken.name}"`);
  });

  test("each sees the forms that would be taken from them", async () => {
    const id = await open();
    const shown = async (person: Person) => buttons((await openPage(person, about(id))).html);
    const own = ["Mute", "Star", "Hide"];
    expect(await shown(ada)).toEqual(
      expect.arrayContaining([...own, "Save changes", "Make read-only", "Make link", "Archive channel"]),
    );
    // The only owner is told why not instead.
    expect(await shown(ada)).not.toContain("Leave channel");
    expect((await openPage(ada, about(id))).html).toContain("You are the only owner.");
    expect(await shown(ben)).toEqual(expect.arrayContaining([...own, "Save changes", "Make link"]));
    for (const label of ["Make read-only", "Archive channel"]) expect(await shown(ben)).not.toContain(label);
    expect((await openPage(ben, about(id))).html).not.toContain('name="name"');
    expect(await shown(cleo)).toEqual(expect.arrayContaining([...own, "Leave channel"]));
    for (const label of ["Save changes", "Make link", "Make read-only", "Archive channel"])
      expect(await shown(cleo)).not.toContain(label);
  });

  test("a form that was not shown is refused, and changes nothing", async () => {
    const id = await open();
    const before = await getChannel(ada.actor, id);
    const refused: Fields[] = [
      { intent: "update", topic: "Cleo's" },
      { intent: "set-writing", isReadOnly: "true" },
      { intent: "make-link" },
      { intent: "archive" },
    ];
    for (const fields of refused) {
      const page = await postForm(cleo, about(id), fields);
      expect(page.code).toBe("forbidden");
      expect(page.html).toContain("You are not allowed to do that.");
      expect((await postForm(olga, about(id), fields)).code).toBe("not_found");
    }
    expect(await getChannel(ada.actor, id)).toEqual(before);
    expect((await openPage(olga, about(id))).code).toBe("not_found");
  });

  test("muting, starring and hiding are one's own and go back", async () => {
    const id = await open();
    const own = async () => (await getChannel(cleo.actor, id)).membership;
    for (const field of ["muted", "starred"] as const) {
      await postForm(cleo, about(id), { intent: "set-own", [field]: "true" });
      expect(await own()).toMatchObject({ [field]: true });
      await postForm(cleo, about(id), { intent: "set-own", [field]: "false" });
      expect(await own()).toMatchObject({ [field]: false });
    }
    await postForm(cleo, about(id), { intent: "set-own", hidden: "true" });
    expect((await own())?.hiddenSeq).not.toBeNull();
    expect(buttons((await openPage(cleo, about(id))).html)).toContain("Show in the list");
    expect((await getChannel(ada.actor, id)).membership?.hiddenSeq).toBeNull();
    expect((await postForm(cleo, about(id), { intent: "set-own", muted: "perhaps" })).code).toBe(
      "invalid_input",
    );
  });

  test("the only owner cannot leave; archiving and bringing back ask once more", async () => {
    const id = await open();
    const refused = await postForm(ada, about(id), { intent: "leave" });
    expect(refused.code).toBe("conflict");
    expect(refused.html).toContain("The last owner cannot leave");
    expect((await openPage(ada, about(id))).html).toMatch(/<dialog[^>]*popover="auto"/);
    await postForm(ada, about(id), { intent: "archive" });
    expect((await getChannel(ada.actor, id)).archivedAt).not.toBeNull();
    const page = await openPage(ada, about(id));
    expect(page.html).toContain("Everybody in it can read, nobody can write.");
    expect(buttons(page.html)).not.toContain("Save changes");
    await postForm(ada, about(id), { intent: "unarchive" });
    expect((await getChannel(ada.actor, id)).archivedAt).toBeNull();
    expect(await postForm(cleo, about(id), { intent: "leave" })).toMatchObject({
      location: "/channels/browse",
    });
    expect((await openPage(cleo, about(id))).code).toBe("not_found");
  });

  test("a direct conversation tells who is in it, and has nothing to edit", async () => {
    const { id } = await createDirect(ada, [ben, cleo]);
    const { html } = await openPage(ada, about(id));
    for (const name of ["Ben Okri", "Cleo Birch"]) expect(html).toContain(name);
    for (const label of ["Save changes", "Archive channel", "Leave channel", "Make link"])
      expect(buttons(html)).not.toContain(label);
    expect((await postForm(ada, about(id), { intent: "leave" })).code).toBe("conflict");
    expect((await openPage(olga, about(id))).code).toBe("not_found");
  });
});

describe("the join link", () => {
  test("is made, opens what it says, and lets in", async () => {
    const id = await open();
    await postForm(ada, about(id), { intent: "make-link" });
    const { url = "" } = (await getJoinLink(ada.actor, id)) ?? {};
    expect((await openPage(ada, about(id))).html).toContain(`value="${url}"`);
    expect((await openPage(cleo, about(id))).html).not.toContain(url);
    const path = new URL(url).pathname;
    const offer = await openPage(olga, path);
    expect(offer.status).toBe(200);
    expect(offer.html).toContain((await getChannel(ada.actor, id)).name);
    expect(offer.html).toContain("3 members");
    expect(buttons(offer.html)).toContain("Join channel");
    const visitor = await createPerson(people.olga);
    expect(await postForm(visitor, path, {})).toMatchObject({ location: `/channels/${id}` });
    expect(await roleOf(id, visitor)).toBe("member");
    // Who is in already goes straight there; who is not signed in comes back after logging in.
    expect((await openPage(visitor, path)).location).toBe(`/channels/${id}`);
    expect((await openPage(null, path)).location).toBe(`/login?${new URLSearchParams({ next: path })}`);
    await postForm(ada, about(id), { intent: "revoke-link" });
    const gone = await openPage(olga, path);
    expect(gone.code).toBe("not_found");
    expect(gone.html).toContain("This link does not open anything.");
    expect((await postForm(olga, path, {})).code).toBe("not_found");
    expect((await openPage(olga, about(id))).code).toBe("not_found");
  });
});

describe("members", () => {
  test("are listed and found by name, to those inside only", async () => {
    const id = await open();
    const all = await openPage(cleo, members(id));
    for (const name of ["Ada Lovelace", "Ben Okri", "Cleo Birch"]) expect(all.html).toContain(name);
    expect(all.html).toContain("Owner");
    const found = await openPage(cleo, `${members(id)}?query=${ben.username}`);
    expect(found.html).toContain("Ben Okri");
    expect(found.html).not.toContain(`@${ada.username}`);
    expect((await openPage(cleo, `${members(id)}?query=nobody-at-all`)).html).toContain(
      "Nobody here matches",
    );
    expect((await openPage(olga, members(id))).code).toBe("not_found");
  });

  test("come page by page", async () => {
    const { id } = await createChannel(ada, { kind: "private" });
    const others = await Promise.all(
      Array.from({ length: 51 }, (_, number) =>
        createPerson({ username: "guest", displayName: `Guest ${String(number).padStart(2, "0")}` }),
      ),
    );
    for (const person of others) await setMember(ada.actor, id, person.id, {});
    const first = await openPage(ada, members(id));
    expect(panel(first)).toContain("Guest 48");
    expect(panel(first)).not.toContain("Guest 49");
    const next = /href="([^"]*from=[^"]*)"/.exec(panel(first))?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await openPage(ada, next);
    expect(panel(second)).toContain("Guest 50");
    expect(panel(second)).not.toContain("Guest 48");
  });

  test("are added from people who are not in yet", async () => {
    const id = await open();
    const { html } = await openPage(ben, `${members(id)}?find=${olga.username}`);
    expect(html).toContain(`value="${olga.id}"`);
    expect((await openPage(ben, `${members(id)}?find=${cleo.username}`)).html).toContain(
      "Nobody else matches this.",
    );
    const nobody = await postForm(ben, members(id), { intent: "add" });
    expect(nobody.code).toBe("invalid_input");
    expect(nobody.html).toContain("Choose somebody first.");
    const [one, two] = [await createPerson(people.olga), await createPerson(people.olga)];
    await postForm(ben, members(id), { intent: "add", userIds: [one.id, two.id] });
    expect(await roleOf(id, one)).toBe("member");
    expect(await roleOf(id, two)).toBe("member");
    expect((await openPage(cleo, members(id))).html).not.toContain("Add people");
    expect((await postForm(cleo, members(id), { intent: "add", userIds: [olga.id] })).code).toBe("forbidden");
    expect(await roleOf(id, olga)).toBeUndefined();
  });

  test("get roles and are removed by those who may", async () => {
    const id = await open();
    await postForm(ada, members(id), { intent: "set-role", userId: cleo.id, role: "moderator" });
    expect(await roleOf(id, cleo)).toBe("moderator");
    // A moderator changes no roles and removes no moderator.
    const refused: Fields[] = [
      { intent: "set-role", userId: cleo.id, role: "member" },
      { intent: "remove", userId: cleo.id },
      { intent: "hand-over", userId: cleo.id },
    ];
    for (const fields of refused) expect((await postForm(ben, members(id), fields)).code).toBe("forbidden");
    expect(await roleOf(id, cleo)).toBe("moderator");
    expect((await openPage(ben, members(id))).html).not.toContain("Manage Cleo");
    await postForm(ada, members(id), { intent: "remove", userId: cleo.id });
    expect(await roleOf(id, cleo)).toBeUndefined();
    await postForm(ada, members(id), { intent: "hand-over", userId: ben.id });
    expect([await roleOf(id, ada), await roleOf(id, ben)]).toEqual(["member", "owner"]);
  });
});

describe("pins", () => {
  test("are listed with links, last pinned first, and taken off", async () => {
    const id = await open();
    const [first, second] = [await send(ada, id, "Water at noon"), await send(ben, id, "Mind the bees")];
    expect((await openPage(cleo, `/channels/${id}/pins`)).html).toContain("Nothing is pinned here yet.");
    await pinMessage(ada.actor, first.id);
    await pinMessage(ada.actor, second.id);
    const { html } = await openPage(cleo, `/channels/${id}/pins`);
    const list = html.slice(html.indexOf('aria-label="Pinned messages"'));
    expect(list.indexOf("Mind the bees")).toBeLessThan(list.indexOf("Water at noon"));
    expect(list).toContain(`href="/channels/${id}?message=${first.seq}"`);
    const path = `/channels/${id}/pins`;
    expect((await postForm(olga, path, { intent: "unpin", messageId: first.id })).code).toBe("not_found");
    await postForm(cleo, path, { intent: "unpin", messageId: first.id });
    expect((await listPins(ada.actor, id)).messages.map((message) => message.id)).toEqual([second.id]);
    expect((await openPage(olga, path)).code).toBe("not_found");
  });
});

describe("one message", () => {
  test("shows what it said before", async () => {
    const id = await open();
    const message = await send(ada, id, "Meet at five");
    const path = `/channels/${id}/messages/${message.id}/history`;
    expect((await openPage(cleo, path)).html).toContain("This message was never changed.");
    await editMessage(ada.actor, { messageId: message.id, body: "Meet at six" });
    const { html } = await openPage(cleo, path);
    const list = html.slice(html.indexOf('aria-label="Edit history"'));
    expect(list.indexOf("Meet at six")).toBeLessThan(list.indexOf("Meet at five"));
    expect((await openPage(olga, path)).code).toBe("not_found");
    // Under another channel's address it does not exist.
    const other = await open();
    expect((await openPage(ada, `/channels/${other}/messages/${message.id}/history`)).code).toBe("not_found");
  });

  test("tells who has read it, once they have", async () => {
    const id = await open();
    const message = await send(ada, id, "Read me");
    const path = `/channels/${id}/messages/${message.id}/readers`;
    expect((await openPage(ada, path)).html).toContain("Read by 0");
    await openPage(cleo, `/channels/${id}`);
    const { html } = await openPage(ada, path);
    expect(html).toContain("Read by 1");
    expect(html).toContain("Cleo Birch");
    expect((await openPage(olga, path)).code).toBe("not_found");
  });

  test("who keeps their receipts to themselves is told that they see none", async () => {
    const id = await open();
    const message = await send(ada, id, "Read me");
    const shy = await createPerson(people.ben);
    await setMember(ada.actor, id, shy.id, {});
    await postForm(shy, "/settings/privacy", {});
    await openPage(shy, `/channels/${id}`);
    const path = `/channels/${id}/messages/${message.id}/readers`;
    expect((await openPage(shy, path)).html).toContain("You keep your read receipts to yourself");
    expect((await openPage(ada, path)).html).toContain("Read by 0");
  });

  test("is forwarded once, with a comment, to a conversation of one's own", async () => {
    const [from, to] = [await open(), await open()];
    const message = await send(ada, from, "The bees are back");
    const path = `/channels/${from}/messages/${message.id}/forward`;
    const page = await openPage(cleo, path);
    expect(page.html).toContain((await getChannel(ada.actor, to)).name);
    const nowhere = await postForm(cleo, path, { clientId: createId(), body: "Look at this" });
    expect(nowhere.code).toBe("invalid_input");
    expect(nowhere.html).toContain("Choose a conversation.");
    expect(nowhere.html).toContain("Look at this</textarea>");
    const fields = { clientId: createId(), channelId: to, body: "Look at this" };
    for (let time = 0; time < 2; time++)
      expect((await postForm(cleo, path, fields)).location).toBe(`/channels/${to}`);
    const { messages } = await listMessages(ada.actor, to, { limit: 50 });
    const copies = messages.filter(({ forwarded }) => forwarded);
    expect(copies).toHaveLength(1);
    expect(copies[0]).toMatchObject({ body: "Look at this", forwarded: { body: "The bees are back" } });
    expect((await postForm(olga, path, fields)).code).toBe("not_found");
    const hidden = await createChannel(olga, { kind: "private" });
    expect((await postForm(cleo, path, { ...fields, clientId: createId(), channelId: hidden.id })).code).toBe(
      "not_found",
    );
  });
});
