import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChangesPage, ChannelRole, ChannelView, MemberView, MessageView } from "#app/shared/views.ts";
import { createChannel, createDirect, createPerson, createRole, send, uniqueName } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { rest } from "./http-client.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";
import type { Told } from "./socket-client.ts";

withServer();

let ada: Witness, ben: Witness, cleo: Witness, olga: Witness;

beforeAll(async () => {
  ada = await createWitness(people.ada);
  ben = await createWitness(people.ben);
  cleo = await createWitness(people.cleo);
  olga = await createWitness(people.olga);
});

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string } | undefined)?.code ?? "ok";
const call = async (by: Witness, method: string, address: string, body?: unknown) =>
  codeOf(await rest(by.person, method, address, { body }));
const setMember = (by: Witness, channelId: string, who: Witness, role?: ChannelRole) =>
  call(by, "PUT", `/channels/${channelId}/members/${who.person.id}`, { role });
const remove = (by: Witness, channelId: string, who: Witness) =>
  call(by, "DELETE", `/channels/${channelId}/members/${who.person.id}`);
const edit = (by: Witness, channelId: string, body: object) =>
  call(by, "PATCH", `/channels/${channelId}`, body);
const view = async (by: Witness, channelId: string) =>
  (await rest<ChannelView>(by.person, "GET", `/channels/${channelId}`)).body;
const events = (told: Told[][]) => told.map((each) => each.map(({ event }) => event));

/** Ada's channel with Ben as a moderator and Cleo as a member; Olga is outside. */
async function open(kind: "public" | "private" = "public"): Promise<string> {
  const { id } = await createChannel(ada.person, { kind });
  await setMember(ada, id, ben, "moderator");
  await setMember(ada, id, cleo);
  return id;
}

async function rolesIn(channelId: string): Promise<Record<string, ChannelRole>> {
  const { body } = await rest<MemberView[]>(ada.person, "GET", `/channels/${channelId}/members`);
  const names = new Map(
    [ada, ben, cleo, olga].map(({ person }) => [person.id, person.username.split("-")[0]]),
  );
  return Object.fromEntries(body.map(({ userId, role }) => [names.get(userId), role]));
}

/** Somebody who may do this in every channel that they can see. */
const createKeeper = async (...permissions: Parameters<typeof createRole>[0]) => ({
  ...olga,
  person: await createPerson(people.olga, await createRole(permissions)),
});

describe("name and topic", () => {
  test("change for all members at once", async () => {
    const [id, name] = [await open(), uniqueName("channel")];
    const { result, told } = await listen([ada, ben, olga], () =>
      edit(ada, id, { name, topic: "Beds and bees" }),
    );
    expect(result).toBe("ok");
    const heard = ["message:created", "message:created", "channel:changed"];
    expect(events(told)).toEqual([heard, heard, []]);
    expect(told[1]?.[2]?.payload).toMatchObject({
      channel: { id, name, topic: "Beds and bees", membership: null },
    });
    expect(await view(cleo, id)).toMatchObject({ name, topic: "Beds and bees" });
  });

  test("are the owner's to change, the topic also a moderator's", async () => {
    const id = await open();
    const before = await view(ada, id);
    expect(await edit(ben, id, { topic: "Ben's" })).toBe("ok");
    expect(await edit(ben, id, { name: uniqueName("channel") })).toBe("forbidden");
    expect(await edit(ben, id, { name: uniqueName("channel"), topic: "no" })).toBe("forbidden");
    expect(await edit(cleo, id, { topic: "no" })).toBe("forbidden");
    expect(await edit(olga, id, { topic: "no" })).toBe("forbidden");
    expect(await edit(olga, await open("private"), { topic: "no" })).toBe("not_found");
    expect(await view(ada, id)).toMatchObject({ name: before.name, topic: "Ben's" });
  });

  test("keep public names unique, and take no nonsense", async () => {
    const [first, second] = [await open(), await open()];
    const { name } = await view(ada, first);
    expect(await edit(ada, second, { name: name?.toUpperCase() })).toBe("conflict");
    expect(await edit(ada, first, { name: name?.toUpperCase() })).toBe("ok");
    for (const body of [{ name: "" }, { name: "x".repeat(81) }, { topic: "x".repeat(251) }, { name: null }])
      expect(await edit(ada, first, body)).toBe("invalid_input");
    const keeper = await createKeeper("channel.edit.any", "direct.start");
    for (const [by, code] of [
      [ada, "forbidden"],
      [keeper, "conflict"],
    ] as const)
      expect(await edit(by, (await createDirect(by.person, [ben.person])).id, { topic: "x" })).toBe(code);
  });
});

test("the audit log names what an admin has changed of a private channel, and its new values only of a public one", async () => {
  const keeper = await createKeeper("channel.edit.any", "channel.join");
  const detailsOf = async (kind: "public" | "private") => {
    const id = await open(kind);
    await setMember(ada, id, keeper);
    expect(await edit(keeper, id, { topic: "Layoffs" })).toBe("ok");
    const rows = await db().select().from(auditLog).where(eq(auditLog.targetId, id));
    return rows.filter(({ action }) => action === "channel.update").map(({ details }) => details);
  };
  expect(await detailsOf("private")).toEqual([{ changed: ["topic"] }]);
  expect(await detailsOf("public")).toEqual([{ changed: ["topic"], topic: "Layoffs" }]);
});

describe("an archived channel", () => {
  test("is told to its members, can be read, and takes nothing any more", async () => {
    const id = await open();
    const { body, told } = await listen([ada, cleo, olga], () =>
      rest<ChannelView>(ada.person, "DELETE", `/channels/${id}`),
    ).then(({ result, told: heard }) => ({ body: result.body, told: heard }));
    expect(body.archivedAt).not.toBeNull();
    const heard = ["message:created", "channel:changed"];
    expect(events(told)).toEqual([heard, heard, []]);
    const message = { body: "Hello", clientId: createId() };
    expect(await call(ada, "POST", `/channels/${id}/messages`, message)).toBe("gone");
    expect(await edit(ada, id, { topic: "x" })).toBe("gone");
    expect(await setMember(ada, id, olga)).toBe("gone");
    expect(await remove(ada, id, cleo)).toBe("gone");
    expect(await call(olga, "POST", `/channels/${id}/join`)).toBe("gone");
    expect(await call(cleo, "GET", `/channels/${id}/messages`)).toBe("ok");
    const again = await listen([cleo], () => call(ada, "DELETE", `/channels/${id}`));
    expect([again.result, events(again.told)]).toEqual(["ok", [[]]]);
  });

  test("is made by its owner or who may archive any, and by nobody else", async () => {
    const [id, hidden] = [await open(), await open("private")];
    for (const by of [ben, cleo, olga]) expect(await call(by, "DELETE", `/channels/${id}`)).toBe("forbidden");
    expect(await call(olga, "DELETE", `/channels/${hidden}`)).toBe("not_found");
    const keeper = await createKeeper("channel.archive");
    expect(await call(keeper, "DELETE", `/channels/${hidden}`)).toBe("not_found");
    expect((await view(ada, id)).archivedAt).toBeNull();
    expect(await call(keeper, "DELETE", `/channels/${id}`)).toBe("ok");
    expect(await call(ada, "DELETE", `/channels/${(await createDirect(ada.person, [ben.person])).id}`)).toBe(
      "forbidden",
    );
  });
});

describe("members", () => {
  test("are added by owners and moderators, hear the channel from then on, and are told", async () => {
    const { id } = await createChannel(ada.person, { kind: "private" });
    const added = await listen([ada, ben, olga], () => setMember(ada, id, ben, "moderator"));
    const heard = ["message:created", "channel:changed"];
    expect(events(added.told)).toEqual([heard, ["channel:joined", ...heard], []]);
    expect(added.told[1]?.[0]?.payload).toMatchObject({ channel: { id, membership: { role: "moderator" } } });
    expect(await setMember(ben, id, cleo)).toBe("ok");
    const said = await listen([cleo, olga], () => send(ada.person, id));
    expect(events(said.told)).toEqual([["message:created"], []]);
    expect(await setMember(cleo, id, olga)).toBe("forbidden");
    expect(await setMember(olga, id, olga)).toBe("not_found");
    expect(await rolesIn(id)).toEqual({ ada: "owner", ben: "moderator", cleo: "member" });
    expect((await view(ada, id)).memberCount).toBe(3);
    expect(await call(ada, "PUT", `/channels/${id}/members/${createId()}`, {})).toBe("not_found");
    expect(await call(ada, "PUT", `/channels/${id}/members/${olga.person.id}`, { role: "king" })).toBe(
      "invalid_input",
    );
  });

  test("get and lose roles by owners alone", async () => {
    const id = await open();
    expect(await setMember(ben, id, cleo, "moderator")).toBe("forbidden");
    expect(await setMember(ben, id, ben, "owner")).toBe("forbidden");
    expect(await setMember(ben, id, olga, "owner")).toBe("forbidden");
    expect(await setMember(cleo, id, cleo, "owner")).toBe("forbidden");
    const promoted = await listen([ada, cleo], () => setMember(ada, id, cleo, "owner"));
    expect(promoted.told[1]).toMatchObject([
      { event: "message:created", payload: { message: { event: { type: "role", role: "owner" } } } },
      { event: "membership:changed", payload: { channelId: id, membership: { role: "owner" } } },
    ]);
    expect(await setMember(ada, id, cleo)).toBe("ok");
    expect(await rolesIn(id)).toEqual({ ada: "owner", ben: "moderator", cleo: "owner" });
    expect(await setMember(cleo, id, ada, "member")).toBe("ok");
    expect(await rolesIn(id)).toEqual({ ada: "member", ben: "moderator", cleo: "owner" });
  });

  test("are removed by owners, plain ones also by moderators, and hear nothing any more", async () => {
    const id = await open();
    expect(await remove(ben, id, ada)).toBe("forbidden");
    expect(await remove(cleo, id, ben)).toBe("forbidden");
    expect(await remove(ben, id, olga)).toBe("not_found");
    const gone = await listen([ada, cleo, olga], () => remove(ben, id, cleo));
    expect(events(gone.told)).toEqual([["message:created", "channel:changed"], ["channel:left"], []]);
    const said = await listen([ben, cleo], () => send(ada.person, id));
    expect(events(said.told)).toEqual([["message:created"], []]);
    expect(await remove(ada, id, ben)).toBe("ok");
    expect(await rolesIn(id)).toEqual({ ada: "owner" });
    expect(await remove(ada, id, ada)).toBe("ok");
  });

  test("always have an owner among them", async () => {
    const id = await open();
    for (const attempt of [
      () => call(ada, "POST", `/channels/${id}/leave`),
      () => remove(ada, id, ada),
      () => setMember(ada, id, ada, "member"),
    ])
      expect(await attempt()).toBe("conflict");
    await setMember(ada, id, ben, "owner");
    // Both let go at once: one of them stays.
    const answers = await Promise.all([
      call(ada, "POST", `/channels/${id}/leave`),
      call(ben, "POST", `/channels/${id}/leave`),
    ]);
    expect(answers.toSorted()).toEqual(["conflict", "ok"]);
  });

  test("of a direct conversation stay as they are", async () => {
    const { id } = await createDirect(ada.person, [ben.person]);
    const keeper = await createKeeper("member.manage.any", "direct.start");
    const { id: own } = await createDirect(keeper.person, [ben.person]);
    expect(await setMember(ada, id, cleo)).toBe("forbidden");
    expect(await setMember(keeper, own, cleo)).toBe("conflict");
    expect(await remove(keeper, own, ben)).toBe("conflict");
  });

  test("of channels that they can see are managed by who may manage any", async () => {
    const [id, hidden] = [await open(), await open("private")];
    const keeper = await createKeeper("member.manage.any");
    expect(await call(keeper, "GET", `/channels/${id}/members`)).toBe("ok");
    expect(await call(olga, "GET", `/channels/${id}/members`)).toBe("forbidden");
    expect(await setMember(keeper, id, cleo, "owner")).toBe("ok");
    expect(await remove(keeper, id, ada)).toBe("ok");
    expect(await remove(keeper, id, cleo)).toBe("conflict");
    expect(await setMember(keeper, hidden, keeper, "owner")).toBe("not_found");
    expect(await call(keeper, "GET", `/channels/${hidden}/members`)).toBe("not_found");
  });
});

describe("a deleted message", () => {
  const drop = (by: Witness, message: MessageView) =>
    rest<MessageView>(by.person, "DELETE", `/messages/${message.id}`);

  test("leaves a tombstone that members hear of and catch up with", async () => {
    const id = await open();
    const message = await send(ada.person, id, "A slip");
    const { version } = await send(ada.person, id, "The next one");
    const { result, told } = await listen([ada, cleo, olga], () => drop(ada, message));
    const tombstone = { ...message, body: "", version: version + 1, deletedAt: expect.any(String) };
    expect(result.body).toEqual(tombstone);
    const heard = { event: "message:updated", payload: { message: result.body, version: version + 1 } };
    expect(told).toEqual([[heard], [heard], []]);
    expect((await rest(cleo.person, "GET", `/messages/${message.id}`)).body).toEqual(tombstone);
    const { body } = await rest<ChangesPage>(cleo.person, "GET", `/channels/${id}/changes?after=${version}`);
    expect(body).toMatchObject({ messages: [tombstone], version: version + 1, more: false });

    const again = await listen([cleo], () => drop(ada, message));
    expect(again.result.body).toEqual(tombstone);
    expect(events(again.told)).toEqual([[]]);
    expect((await send(ada.person, id)).version).toBe(version + 2);
  });

  test("twice at once rises once", async () => {
    const id = await open();
    const message = await send(cleo.person, id);
    const { told } = await listen([ada], () =>
      Promise.all([drop(cleo, message), drop(ben, message), drop(ada, message)]),
    );
    expect(events(told)).toEqual([["message:updated"]]);
    expect((await view(ada, id)).version).toBe(message.version + 1);
  });

  test("is deleted by its author, by who keeps order there, and by nobody else, also over a socket", async () => {
    const [id, hidden] = [await open(), await open("private")];
    const keeper = await createKeeper("message.delete.any");
    const message = await send(ada.person, id, "Stays");
    const secret = await send(ada.person, hidden, "Stays too");
    expect(codeOf(await drop(cleo, message))).toBe("forbidden");
    expect(codeOf(await drop(olga, message))).toBe("forbidden");
    for (const by of [olga, keeper]) {
      expect(codeOf(await drop(by, secret))).toBe("not_found");
      expect(await call(by, "GET", `/messages/${secret.id}`)).toBe("not_found");
    }
    expect(await call(olga, "GET", `/messages/${message.id}`)).toBe("forbidden");
    const ask = (by: Witness, messageId: string) => by.client.ask("message:delete", { messageId });
    expect(await ask(cleo, message.id)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await ask(olga, secret.id)).toMatchObject({ ok: false, error: { code: "not_found" } });
    expect(await ask(ada, createId())).toMatchObject({ ok: false, error: { code: "not_found" } });
    expect((await rest<MessageView>(ada.person, "GET", `/messages/${secret.id}`)).body).toEqual(secret);

    expect(await ask(ben, message.id)).toMatchObject({ ok: true, data: { body: "" } });
    expect(codeOf(await drop(keeper, await send(ada.person, id)))).toBe("ok");
    expect(codeOf(await drop(cleo, await send(cleo.person, id)))).toBe("ok");
  });
});
