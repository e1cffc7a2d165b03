import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import type { ChannelView, MembershipView, SystemEvent } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import {
  createChannel,
  createDirect,
  createPerson,
  createRole,
  send,
  sendMany,
  type Person,
} from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { findMembers } from "./find-members.server.ts";
import { handOver } from "./hand-over.server.ts";
import { joinChannel } from "./join-channel.server.ts";
import { leaveChannel } from "./leave-channel.server.ts";
import { listMembers } from "./list-members.server.ts";
import { removeMember } from "./remove-member.server.ts";
import { setMember } from "./set-member.server.ts";
import { setMembership } from "./set-membership.server.ts";

withDatabase();

let ada: Person, ben: Person, cleo: Person, olga: Person;

beforeEach(async () => {
  [ada, ben, cleo, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.cleo),
    await createPerson(people.olga),
  ];
});

const code = (wanted: string) => expect.objectContaining({ code: wanted }) as unknown;

async function readEvents(channelId: string): Promise<[string, SystemEvent | null][]> {
  const rows = await db().query.messages.findMany({
    where: (table, { and: both, eq: equal }) =>
      both(equal(table.channelId, channelId), equal(table.kind, "system")),
    orderBy: (table) => table.seq,
  });
  return rows.map(({ authorId, event }) => [authorId, event]);
}

async function membershipOf(person: Person, channelId: string): Promise<MembershipView> {
  const { membership } = await getChannel(person.actor, channelId);
  if (!membership) throw new Error("Not a member.");
  return membership;
}

const rolesIn = async (channelId: string) =>
  Object.fromEntries(
    (await listMembers(ada.actor, channelId)).map(({ user, role }) => [user.username.split("-")[0], role]),
  );

describe("who comes, goes and changes their role", () => {
  test("is written down, once each, by who did it", async () => {
    const { id } = await createChannel(ada);
    await joinChannel(ben.actor, id);
    await joinChannel(ben.actor, id);
    await setMember(ada.actor, id, cleo.id, {});
    await setMember(ada.actor, id, cleo.id, {});
    await setMember(ada.actor, id, cleo.id, { role: "moderator" });
    await setMember(ada.actor, id, cleo.id, { role: "moderator" });
    await removeMember(cleo.actor, id, ben.id);
    await leaveChannel(cleo.actor, id);
    expect(await readEvents(id)).toEqual([
      [ben.id, { type: "joined" }],
      [ada.id, { type: "added", userIds: [cleo.id] }],
      [ada.id, { type: "role", userId: cleo.id, role: "moderator" }],
      [cleo.id, { type: "removed", userId: ben.id }],
      [cleo.id, { type: "left" }],
    ]);
    expect(await getChannel(ada.actor, id)).toMatchObject({ memberCount: 1, lastSeq: 5, lastTextNo: 0 });
  });

  test("counts as unread for nobody, and who comes has read all of it", async () => {
    const { id } = await createChannel(ada, { members: [cleo] });
    await sendMany(ada, id, 3);
    await joinChannel(ben.actor, id);
    expect(await membershipOf(ben, id)).toMatchObject({
      lastReadSeq: 4,
      lastDeliveredSeq: 4,
      readTextNo: 3,
      unread: 0,
    });
    expect(await membershipOf(ada, id)).toMatchObject({ unread: 0 });
    expect(await membershipOf(cleo, id)).toMatchObject({ unread: 3 });
    await send(ada, id);
    expect(await membershipOf(ben, id)).toMatchObject({ unread: 1 });
  });

  test("what is refused is not written down", async () => {
    const { id } = await createChannel(ada, { members: [ben] });
    await expect(leaveChannel(ada.actor, id)).rejects.toEqual(code("conflict"));
    await expect(removeMember(ben.actor, id, ada.id)).rejects.toEqual(code("forbidden"));
    await expect(setMember(ben.actor, id, cleo.id, {})).rejects.toEqual(code("forbidden"));
    await expect(setMember(ada.actor, id, ada.id, { role: "member" })).rejects.toEqual(code("conflict"));
    await expect(leaveChannel(olga.actor, id)).rejects.toEqual(code("forbidden"));
    expect(await readEvents(id)).toEqual([]);
    expect(await getChannel(ada.actor, id)).toMatchObject({ lastSeq: 0, version: 0, memberCount: 2 });
  });

  test("a new role is a new revision", async () => {
    const { id } = await createChannel(ada, { members: [ben] });
    const { revision } = await membershipOf(ben, id);
    await setMember(ada.actor, id, ben.id, { role: "moderator" });
    expect(await membershipOf(ben, id)).toMatchObject({ role: "moderator", revision: revision + 1 });
  });

  test("a direct conversation cannot be left, and can be hidden", async () => {
    const { id } = await createDirect(ada, [ben]);
    await expect(leaveChannel(ada.actor, id)).rejects.toEqual(code("conflict"));
    await expect(removeMember(ada.actor, id, ada.id)).rejects.toEqual(code("conflict"));
    expect(await setMembership(ada.actor, id, { hidden: true })).toMatchObject({ hiddenSeq: 0 });
    expect(await readEvents(id)).toEqual([]);
  });

  test("people who write while they leave, get roles and come back wait for nobody for ever", async () => {
    const { id } = await createChannel(ada, { members: [ben, cleo] });
    const moves = Array.from({ length: 12 }, async (_, index) => {
      await setMember(ada.actor, id, cleo.id, { role: index % 2 ? "member" : "moderator" });
      await send(cleo, id).catch(() => undefined);
      await removeMember(ada.actor, id, ben.id).catch(() => undefined);
      await Promise.all([joinChannel(ben.actor, id), send(ben, id).catch(() => undefined)]);
    });
    await Promise.all(moves);
    const { lastSeq, version, memberCount } = await getChannel(ada.actor, id);
    expect(version).toBe(lastSeq);
    expect(memberCount).toBe((await listMembers(ada.actor, id)).length);
  });
});

describe("ownership that is handed over", () => {
  test("changes both roles at once", async () => {
    const { id } = await createChannel(ada, { members: [ben, cleo] });
    await handOver(ada.actor, id, ben.id);
    expect(await rolesIn(id)).toEqual({ ada: "member", ben: "owner", cleo: "member" });
    expect(await readEvents(id)).toEqual([
      [ada.id, { type: "role", userId: ben.id, role: "owner" }],
      [ada.id, { type: "role", userId: ada.id, role: "member" }],
    ]);
    await leaveChannel(ada.actor, id);
  });

  test("is the owner's to give, to a member with an open account", async () => {
    const { id } = await createChannel(ada, { members: [ben, cleo] });
    const keeper = await createPerson(people.olga, await createRole(["member.manage.any"]));
    for (const actor of [ben.actor, keeper.actor, olga.actor])
      await expect(handOver(actor, id, cleo.id)).rejects.toEqual(code("forbidden"));
    await expect(handOver(ada.actor, id, olga.id)).rejects.toEqual(code("not_found"));
    await expect(handOver(ada.actor, id, ada.id)).rejects.toEqual(code("invalid_input"));
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, cleo.id));
    await expect(handOver(ada.actor, id, cleo.id)).rejects.toEqual(code("not_found"));
    expect(await rolesIn(id)).toEqual({ ada: "owner", ben: "member", cleo: "member" });
  });
});

describe("one's own membership", () => {
  let channel: ChannelView;

  beforeEach(async () => {
    channel = await createChannel(ada, { members: [ben] });
  });

  test("is muted, starred and hidden, each by itself, and a repetition is no new revision", async () => {
    const before = await membershipOf(ben, channel.id);
    expect(before).toMatchObject({ muted: false, starred: false, hiddenSeq: null });
    expect(await setMembership(ben.actor, channel.id, { muted: true })).toEqual({
      ...before,
      muted: true,
      revision: before.revision + 1,
    });
    const both = await setMembership(ben.actor, channel.id, { muted: false, starred: true });
    expect(both).toMatchObject({ muted: false, starred: true, revision: before.revision + 2 });
    for (const again of [{}, { muted: false }, { starred: true }, { hidden: false }])
      expect(await setMembership(ben.actor, channel.id, again)).toEqual(both);
    expect(await membershipOf(ada, channel.id)).toMatchObject({ muted: false, starred: false, revision: 0 });
  });

  test("hidden lasts until something is written", async () => {
    await sendMany(ada, channel.id, 2);
    const isHidden = async () => {
      const { lastSeq, membership } = await getChannel(ben.actor, channel.id);
      return membership?.hiddenSeq != null && lastSeq <= membership.hiddenSeq;
    };
    const hidden = await setMembership(ben.actor, channel.id, { hidden: true });
    expect(hidden.hiddenSeq).toBe(2);
    expect((await setMembership(ben.actor, channel.id, { hidden: true })).revision).toBe(hidden.revision);
    expect(await isHidden()).toBe(true);
    await send(ada, channel.id);
    expect(await isHidden()).toBe(false);
    expect((await setMembership(ben.actor, channel.id, { hidden: true })).hiddenSeq).toBe(3);
    expect((await setMembership(ben.actor, channel.id, { hidden: false })).hiddenSeq).toBeNull();
  });

  test("there is none for outsiders", async () => {
    await expect(setMembership(olga.actor, channel.id, { muted: true })).rejects.toEqual(code("forbidden"));
    const secret = await createChannel(ada, { kind: "private" });
    await expect(setMembership(olga.actor, secret.id, { muted: true })).rejects.toEqual(code("not_found"));
  });
});

describe("members are found", () => {
  async function createNamed(displayName: string): Promise<Person> {
    const person = await createPerson(people.cleo);
    await db().update(users).set({ displayName }).where(eq(users.id, person.id));
    return person;
  }
  const names = (found: { user: { displayName: string } }[]) => found.map(({ user }) => user.displayName);

  test("by a part of either name, in whatever case, first those that begin with it", async () => {
    const named = await Promise.all(["Zoë Annan", "Anna 100%", "Joanna_B", "Gone Anna"].map(createNamed));
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, named[3]!.id));
    await createNamed("Anna Outside");
    const { id } = await createChannel(ada, { kind: "private", members: named });
    const find = async (query: string, limit = 20) =>
      names(await findMembers(ada.actor, { channelId: id, query, limit }));
    expect(await find("anna")).toEqual(["Anna 100%", "Joanna_B", "Zoë Annan"]);
    expect(await find("ZOË")).toEqual(["Zoë Annan"]);
    expect(await find("0%")).toEqual(["Anna 100%"]);
    expect(await find("a_b")).toEqual(["Joanna_B"]);
    expect(await find("a%a")).toEqual([]);
    expect(await find("cleo")).toHaveLength(3);
    expect(await find("", 2)).toHaveLength(2);
    expect(await find("\\")).toEqual([]);
    await expect(findMembers(olga.actor, { channelId: id, query: "", limit: 20 })).rejects.toEqual(
      code("not_found"),
    );
  });

  test("page by page, each once", async () => {
    const named = await Promise.all(["b", "a", "B", "c", "a"].map(createNamed));
    const { id } = await createChannel(ada, { members: named });
    const all = await listMembers(ada.actor, id);
    const paged: typeof all = [];
    for (let after: string | undefined; paged.length < 20; after = paged.at(-1)?.userId) {
      const page = await listMembers(ada.actor, id, { after, limit: 2 });
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    expect(names(all)).toEqual(["a", "a", "Ada Lovelace", "b", "B", "c"]);
    expect(names(await listMembers(ada.actor, id, { query: "LOVE" }))).toEqual(["Ada Lovelace"]);
    await expect(listMembers(olga.actor, id)).rejects.toEqual(code("forbidden"));
  });
});

test("a membership that is gone is gone", async () => {
  const { id } = await createChannel(ada, { members: [ben] });
  await removeMember(ada.actor, id, ben.id);
  const isHis = and(eq(memberships.channelId, id), eq(memberships.userId, ben.id));
  expect(await db().select().from(memberships).where(isHis)).toEqual([]);
  await expect(setMembership(ben.actor, id, { muted: true })).rejects.toEqual(code("forbidden"));
});
