import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { removeMember } from "#app/domain/memberships/remove-member.server.ts";
import { setMember } from "#app/domain/memberships/set-member.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { SystemEvent } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import {
  createChannel,
  createDirect,
  createPerson,
  createRole,
  send,
  uniqueName,
  type Person,
} from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { archiveChannel, unarchiveChannel } from "./archive-channel.server.ts";
import { createChannel as create } from "./create-channel.server.ts";
import { browseChannels, getChannel, listArchivedChannels, listChannels } from "./find-channels.server.ts";
import { findChannelByCode, joinByCode } from "./join-by-code.server.ts";
import { getJoinLink, makeJoinLink, revokeJoinLink } from "./join-link.server.ts";
import { updateChannel } from "./update-channel.server.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person;

beforeEach(async () => {
  [ada, ben, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.olga),
  ];
});

/** What the system has written in a channel, and by whom. */
async function readEvents(channelId: string): Promise<[string, SystemEvent | null][]> {
  const rows = await db().query.messages.findMany({
    where: (table, { and: both, eq: equal }) =>
      both(equal(table.channelId, channelId), equal(table.kind, "system")),
    orderBy: (table) => table.seq,
  });
  return rows.map(({ authorId, event }) => [authorId, event]);
}

const code = (wanted: string) => expect.objectContaining({ code: wanted }) as unknown;

describe("description and read-only", () => {
  test("are kept from the creation on, and nothing is written about it", async () => {
    const channel = await create(ada.actor, {
      name: uniqueName("channel"),
      kind: "public",
      topic: "",
      description: "Two\nlines",
      isReadOnly: true,
    });
    expect(channel).toMatchObject({ description: "Two\nlines", isReadOnly: true, lastSeq: 0 });
    expect(await createChannel(ada)).toMatchObject({ description: "", isReadOnly: false });
  });

  test("a change of everything at once is one message for each, in one order", async () => {
    const { id, name } = await createChannel(ada, { members: [ben] });
    const change = {
      name: uniqueName("channel"),
      topic: "Bees",
      description: "All\nof it",
      isReadOnly: true,
    };
    expect(await updateChannel(ada.actor, id, change)).toMatchObject({
      ...change,
      lastSeq: 4,
      lastTextNo: 0,
    });
    const events = [
      { type: "renamed", from: name, to: change.name },
      { type: "topic", topic: "Bees" },
      { type: "description" },
      { type: "read_only", isReadOnly: true },
    ];
    expect(await readEvents(id)).toEqual(events.map((event) => [ada.id, event]));
    expect((await getChannel(ben.actor, id)).membership).toMatchObject({ unread: 0, mentions: 0 });
  });

  test("what changes nothing writes nothing", async () => {
    const { id, name, version } = await createChannel(ada);
    await updateChannel(ada.actor, id, { name: name ?? "", topic: "", description: "", isReadOnly: false });
    await updateChannel(ada.actor, id, {});
    expect(await getChannel(ada.actor, id)).toMatchObject({ version });
    expect(await readEvents(id)).toEqual([]);
  });

  test("a part that may not be changed leaves all as it was", async () => {
    const { id, name } = await createChannel(ada, { members: [ben] });
    const { name: taken } = await createChannel(ada);
    await expect(updateChannel(ben.actor, id, { description: "x" })).rejects.toEqual(code("forbidden"));
    await expect(updateChannel(ben.actor, id, { isReadOnly: true })).rejects.toEqual(code("forbidden"));
    const change = { topic: "Bees", name: taken?.toUpperCase() };
    await expect(updateChannel(ada.actor, id, change)).rejects.toEqual(code("conflict"));
    expect(await getChannel(ada.actor, id)).toMatchObject({ name, topic: "", lastSeq: 0, version: 0 });
  });
});

describe("an archived channel", () => {
  test("leaves the list and stays readable to its members, until it is brought back", async () => {
    const { id } = await createChannel(ada, { kind: "private", members: [ben] });
    const other = await createChannel(ada, { members: [ben] });
    await archiveChannel(ada.actor, id);
    expect((await listChannels(ben.actor)).map((channel) => channel.id)).toEqual([other.id]);
    expect((await listArchivedChannels(ben.actor)).map((channel) => channel.id)).toEqual([id]);
    expect(await listArchivedChannels(olga.actor)).toEqual([]);
    expect((await getChannel(ben.actor, id)).archivedAt).not.toBeNull();
    await expect(getChannel(olga.actor, id)).rejects.toEqual(code("not_found"));

    await expect(unarchiveChannel(ben.actor, id)).rejects.toEqual(code("forbidden"));
    await expect(unarchiveChannel(olga.actor, id)).rejects.toEqual(code("not_found"));
    expect(await unarchiveChannel(ada.actor, id)).toMatchObject({ archivedAt: null });
    await unarchiveChannel(ada.actor, id);
    expect((await listChannels(ben.actor)).map((channel) => channel.id)).toContain(id);
    expect(await readEvents(id)).toEqual([
      [ada.id, { type: "archived" }],
      [ada.id, { type: "unarchived" }],
    ]);
    expect(await send(ben, id)).toMatchObject({ seq: 3, textNo: 1 });
  });

  test("does not come back where another one has its name", async () => {
    const { id, name } = await createChannel(ada);
    await archiveChannel(ada.actor, id);
    const { id: rival } = await createChannel(ben, { name: name?.toUpperCase() });
    await expect(unarchiveChannel(ada.actor, id)).rejects.toEqual(code("conflict"));
    expect((await getChannel(ada.actor, id)).archivedAt).not.toBeNull();
    await updateChannel(ben.actor, rival, { name: uniqueName("channel") });
    expect(await unarchiveChannel(ada.actor, id)).toMatchObject({ archivedAt: null });
  });

  test("a direct conversation is never archived", async () => {
    const keeper = await createPerson(people.ada, await createRole(["channel.archive", "direct.start"]));
    const { id } = await createDirect(keeper, [ben]);
    await expect(archiveChannel(keeper.actor, id)).rejects.toEqual(code("conflict"));
    await expect(unarchiveChannel(keeper.actor, id)).rejects.toEqual(code("conflict"));
  });
});

describe("a join link", () => {
  test("opens a private channel to whoever has it, and says beforehand what it opens", async () => {
    const { id, name } = await createChannel(ada, { kind: "private" });
    expect(await getJoinLink(ada.actor, id)).toBeNull();
    const link = await makeJoinLink(ada.actor, id);
    expect(link.code).toMatch(/^[\w-]{22}$/);
    expect(new URL(link.url).pathname).toBe(`/join/${link.code}`);
    expect(await getJoinLink(ada.actor, id)).toEqual(link);

    const offer = { name, kind: "private", memberCount: 1 };
    expect(await findChannelByCode(ben.actor, link.code)).toEqual({ ...offer, channelId: null });
    await expect(getChannel(ben.actor, id)).rejects.toEqual(code("not_found"));
    expect(await browseChannels(ben.actor, { query: name ?? "" })).toEqual([]);
    expect(await joinByCode(ben.actor, link.code)).toMatchObject({
      id,
      membership: { role: "member", unread: 0 },
    });
    await joinByCode(ben.actor, link.code);
    expect(await readEvents(id)).toEqual([[ben.id, { type: "joined" }]]);
    expect(await findChannelByCode(ben.actor, link.code)).toMatchObject({ channelId: id, memberCount: 2 });
    expect(JSON.stringify(await getChannel(ben.actor, id))).not.toContain(link.code);
  });

  test("is no good once it is replaced, revoked, or wrong", async () => {
    const { id } = await createChannel(ada, { kind: "private", members: [ben] });
    const first = await makeJoinLink(ada.actor, id);
    const second = await makeJoinLink(ada.actor, id);
    await expect(joinByCode(olga.actor, first.code)).rejects.toEqual(code("not_found"));
    await revokeJoinLink(ada.actor, id);
    await revokeJoinLink(ada.actor, id);
    for (const wrong of [second.code, "", "\u0000", "x".repeat(5000), "\ud800", createId()])
      await expect(joinByCode(olga.actor, wrong)).rejects.toEqual(code("not_found"));
    for (const act of [makeJoinLink, getJoinLink, revokeJoinLink]) {
      await expect(act(ben.actor, id)).rejects.toEqual(code("forbidden"));
      await expect(act(olga.actor, id)).rejects.toEqual(code("not_found"));
    }
    const direct = await createDirect(ada, [ben]);
    await expect(makeJoinLink(ada.actor, direct.id)).rejects.toEqual(code("forbidden"));
  });

  test("ends with whoever knows it and is no longer trusted, and not with who leaves or is promoted", async () => {
    const { id } = await createChannel(ada, { kind: "private", members: [ben, olga] });
    const first = await makeJoinLink(ada.actor, id);
    await leaveChannel(ben.actor, id);
    await joinByCode(ben.actor, first.code);
    await setMember(ada.actor, id, olga.id, { role: "owner" });
    await setMember(ada.actor, id, olga.id, { role: "moderator" });
    expect(await getJoinLink(ada.actor, id)).toEqual(first);

    await setMember(ada.actor, id, olga.id, { role: "member" });
    expect(await getJoinLink(ada.actor, id)).toBeNull();
    const second = await makeJoinLink(ada.actor, id);
    await removeMember(ada.actor, id, ben.id);
    for (const { code: known } of [first, second])
      await expect(joinByCode(ben.actor, known)).rejects.toEqual(code("not_found"));
    expect(await getJoinLink(ada.actor, id)).toBeNull();
    await makeJoinLink(ada.actor, id);
    await setMember(ada.actor, id, olga.id, { role: "owner", handsOver: true });
    expect(await getJoinLink(olga.actor, id)).toBeNull();
  });

  test("does not open an archived channel, nor any to who may not join", async () => {
    const { id } = await createChannel(ada);
    const link = await makeJoinLink(ada.actor, id);
    const guest = await createPerson(people.olga, await createRole([]));
    await expect(findChannelByCode(guest.actor, link.code)).rejects.toEqual(code("forbidden"));
    await expect(joinByCode(guest.actor, link.code)).rejects.toEqual(code("forbidden"));
    await archiveChannel(ada.actor, id);
    await expect(findChannelByCode(ben.actor, link.code)).rejects.toEqual(code("gone"));
    await expect(joinByCode(ben.actor, link.code)).rejects.toEqual(code("gone"));
    await expect(makeJoinLink(ada.actor, id)).rejects.toEqual(code("gone"));
    expect((await getChannel(ada.actor, id)).memberCount).toBe(1);
  });

  test("cannot be looked for: after many tries there is a pause, also for a right code", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
    try {
      const { id } = await createChannel(ada);
      const link = await makeJoinLink(ada.actor, id);
      for (let count = 0; count < 6; count++)
        await expect(findChannelByCode(ben.actor, `wrong ${count}`)).rejects.toEqual(code("not_found"));
      await expect(joinByCode(ben.actor, link.code)).rejects.toEqual(code("rate_limited"));
      expect(await joinByCode(olga.actor, link.code)).toMatchObject({ id });
    } finally {
      setEnvironment();
    }
  });
});

test("joining waits for nobody who writes in the channel, and each join counts once", async () => {
  const { id } = await createChannel(ada);
  const crowd = await Promise.all(Array.from({ length: 20 }, () => createPerson(people.cleo)));
  await Promise.all(
    crowd.flatMap((person) => [joinChannel(person.actor, id), joinChannel(person.actor, id), send(ada, id)]),
  );
  const [row] = await db().select().from(channels).where(eq(channels.id, id));
  expect(row?.memberCount).toBe(21);
  expect((await readEvents(id)).map(([author]) => author).sort()).toEqual(
    crowd.map((person) => person.id).sort(),
  );
  expect(await getChannel(ada.actor, id)).toMatchObject({ lastSeq: 40, version: 40, lastTextNo: 20 });
  expect(await browseChannels(olga.actor, { query: row?.name ?? "" })).toMatchObject([
    { id, membership: null },
  ]);
});
