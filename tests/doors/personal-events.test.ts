// What one device does with what a person keeps for themselves reaches their other one, and nobody else.
import { beforeAll, beforeEach, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { createId } from "#app/shared/ids.ts";
import { HOUR } from "#app/shared/time.ts";
import type { Acknowledgement } from "#app/shared/events.ts";
import type { ChannelView, MessageView, ReminderView, ScheduledView } from "#app/shared/views.ts";
import { createChannel, createPerson, openSession, send } from "#tests/factories.ts";
import { letTimePass } from "#tests/jobs.ts";
import { people } from "#tests/people.ts";
import { rest } from "./http-client.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { connect } from "./socket-client.ts";
import { withServer } from "./server.ts";

withServer();

/** Ada on two devices; Ben in the same channel; Olga outside. */
let phone: Witness, desk: Witness, ben: Witness, olga: Witness;
let channel: ChannelView, root: MessageView;

beforeAll(async () => {
  [phone, ben, olga] = await Promise.all([
    createWitness(people.ada),
    createWitness(people.ben),
    createWitness(people.olga),
  ]);
  const { person } = phone;
  desk = { ...phone, client: await connect({ ...person, session: await openSession(person) }) };
  channel = await createChannel(ben.person, { members: [person, await createPerson(people.cleo)] });
});

beforeEach(async () => {
  root = await send(ben.person, channel.id, "Root");
});

const inAnHour = () => new Date(Date.now() + HOUR).toISOString();

function take<T>(answer: Acknowledgement<T>): T {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.data;
}

/** What Ada's other device is told while `act` runs; everybody else has to hear nothing. */
async function hearAlone<T>(act: () => Promise<T>) {
  const { result, told } = await listen([desk, ben, olga], act);
  expect(told.slice(1)).toEqual([[], []]);
  return { result, told: told[0]! };
}

test("draft:changed", async () => {
  const body = "Not yet said";
  const { result, told } = await hearAlone(async () =>
    take(await phone.client.ask("draft:save", { channelId: channel.id, body })),
  );
  expect(told).toEqual([{ event: "draft:changed", payload: { draft: result } }]);
  expect(take(await desk.client.ask("draft:list", {}))).toEqual([result]);
  expect((await rest(desk.person, "GET", "/me/drafts")).body).toEqual([result]);
  expect(take(await ben.client.ask("draft:list", {}))).toEqual([]);

  const cleared = await hearAlone(() =>
    rest(desk.person, "PUT", `/channels/${channel.id}/draft`, { body: { body: "" } }),
  );
  expect(cleared.told).toMatchObject([{ payload: { draft: { body: "", parentId: null } } }]);
});

test("saved:changed", async () => {
  const ask = { messageId: root.id };
  const isSaved = (value: boolean) => [
    { event: "saved:changed", payload: { messageId: root.id, isSaved: value } },
  ];
  expect((await hearAlone(() => phone.client.ask("message:save", ask))).told).toEqual(isSaved(true));
  expect((await hearAlone(() => phone.client.ask("message:save", ask))).told).toEqual([]);
  const saved = await rest<{ items: unknown[] }>(desk.person, "GET", "/me/saved");
  expect(saved.body.items).toMatchObject([{ message: { id: root.id } }]);
  const path = `/messages/${root.id}/saved`;
  expect((await hearAlone(() => rest(desk.person, "DELETE", path))).told).toEqual(isSaved(false));
  expect((await hearAlone(() => rest(desk.person, "PUT", path))).told).toEqual(isSaved(true));
  expect((await hearAlone(() => phone.client.ask("message:unsave", ask))).told).toEqual(isSaved(false));
});

test("thread:changed, and what is unread in the inbox", async () => {
  const { result, told } = await hearAlone(async () =>
    take(await phone.client.ask("thread:follow", { rootId: root.id, follows: true })),
  );
  expect(told).toEqual([{ event: "thread:changed", payload: { follow: result } }]);
  const sent = await rest<MessageView>(ben.person, "POST", `/channels/${channel.id}/messages`, {
    body: { clientId: createId(), body: "A reply", parentId: root.id },
  });
  const opened = take(await desk.client.ask("thread:open", { rootId: sent.body.id }));
  expect(opened).toMatchObject({ root: { id: root.id }, follow: { follows: true, unread: 1 } });
  const byRest = await rest(desk.person, "GET", `/messages/${root.id}/thread`);
  expect(byRest.body).toEqual(opened);

  const read = await hearAlone(() =>
    phone.client.ask("thread:read", { rootId: root.id, seq: sent.body.seq }),
  );
  expect(read.told).toEqual([
    { event: "inbox:changed", payload: { unread: 0 } },
    {
      event: "thread:changed",
      payload: { follow: { ...result, lastReadSeq: sent.body.seq, unread: 0 } },
    },
  ]);
});

test("inbox:changed", async () => {
  await send(ben.person, channel.id, `@${phone.person.username} look`);
  const inbox = take(await desk.client.ask("inbox:list", {}));
  expect(inbox.items[0]).toMatchObject({ kind: "mention", isUnread: true });
  expect((await rest(desk.person, "GET", "/me/inbox")).body).toEqual(inbox);
  const seen = [{ event: "inbox:changed", payload: { unread: 0 } }];
  expect((await hearAlone(() => phone.client.ask("inbox:seen", {}))).told).toEqual(seen);
  expect((await hearAlone(() => rest(desk.person, "PUT", "/me/inbox", { body: {} }))).told).toEqual(seen);
  expect(take(await olga.client.ask("inbox:list", {}))).toEqual({ items: [], users: [], cursor: null });
});

test("reminder:due", async () => {
  const wish = { text: "Tea", dueAt: inAnHour() };
  const { body: reminder } = await rest<ReminderView>(phone.person, "POST", "/me/reminders", { body: wish });
  expect((await rest(desk.person, "GET", "/me/reminders")).body).toEqual([reminder]);
  const { told } = await hearAlone(letTimePass);
  expect(told).toEqual([
    { event: "reminder:due", payload: { reminder: { ...reminder, remindedAt: expect.any(String) } } },
    { event: "inbox:changed", payload: { unread: 1 } },
  ]);
  const done = await hearAlone(() => rest(desk.person, "DELETE", `/me/reminders/${reminder.id}`));
  expect(done.told).toEqual([{ event: "inbox:changed", payload: { unread: 0 } }]);
});

test("scheduled:changed, and the message itself to the channel", async () => {
  const body = { clientId: createId(), body: "Good morning", sendAt: inAnHour() };
  const isChanged = (scheduledId: string) => [{ event: "scheduled:changed", payload: { scheduledId } }];
  const path = `/channels/${channel.id}/scheduled`;
  const { result, told } = await hearAlone(() => rest<ScheduledView>(phone.person, "POST", path, { body }));
  const { id } = result.body;
  expect([result.status, told]).toEqual([201, isChanged(id)]);
  expect((await rest(desk.person, "GET", "/me/scheduled")).body).toEqual([result.body]);
  const change = { body: { body: "Good evening" } };
  const changed = await hearAlone(() => rest(desk.person, "PATCH", `/me/scheduled/${id}`, change));
  expect(changed.told).toEqual(isChanged(id));
  const other = take(
    await phone.client.ask("message:schedule", { ...body, channelId: channel.id, clientId: createId() }),
  );
  const cancelled = await hearAlone(() => rest(desk.person, "DELETE", `/me/scheduled/${other.id}`));
  expect(cancelled.told).toEqual(isChanged(other.id));

  const sent = await listen([desk, ben, olga], letTimePass);
  const events = sent.told.map((entries) => entries.map(({ event }) => event));
  expect(events[0]).toEqual(expect.arrayContaining(["message:created", "scheduled:changed"]));
  expect([events[1], events[2]]).toEqual([["message:created"], []]);
  expect(sent.told[1]).toMatchObject([{ payload: { message: { body: "Good evening" } } }]);
});

test("a command answers who gave it, and only what it sends is told to others", async () => {
  const ask = { channelId: channel.id, clientId: createId(), text: "/help" };
  const { result } = await hearAlone(async () => take(await phone.client.ask("command:run", ask)));
  expect(result).toMatchObject({ message: null, notice: { key: "conversation.commands.help" } });
  const path = `/channels/${channel.id}/commands`;
  const wave = { clientId: createId(), text: "/me waves" };
  const { result: answer, told } = await listen([ben, olga], () =>
    rest(phone.person, "POST", path, { body: wave }),
  );
  expect(answer.body).toMatchObject({ message: { body: "_waves_" } });
  // Ada's devices had not seen what Ben wrote before.
  expect(told).toMatchObject([[{ event: "message:created" }, { event: "receipt:changed" }], []]);
  const unknown = await rest(phone.person, "POST", path, { body: { ...wave, text: "/dance" } });
  expect([unknown.status, unknown.body]).toMatchObject([
    422,
    { detail: expect.stringContaining("There is no such command."), errors: [{ path: "text" }] },
  ]);
});

test("me:update says how one writes, on all devices, and changes nothing else", async () => {
  const { client } = phone;
  const own = take(await client.ask("me:update", { enterSends: false, skinTone: 4 }));
  expect(own).toMatchObject({ enterSends: false, skinTone: 4 });
  expect((await rest(desk.person, "GET", "/me")).body).toEqual(own);
  const named = await client.askAnything("me:update", { skinTone: 0, displayName: "Ada of the sockets" });
  expect(named).toMatchObject({ ok: true, data: { skinTone: 0, displayName: own.displayName } });
  for (const skinTone of [-1, 6, 1.5, "2"])
    expect(await client.askAnything("me:update", { skinTone })).toMatchObject({ ok: false });
  expect((await rest(desk.person, "PATCH", "/me", { body: { enterSends: true } })).body).toMatchObject({
    enterSends: true,
    skinTone: 0,
  });
  const [seen] = take(await ben.client.ask("user:find", { userIds: [own.id] }));
  expect(seen).not.toHaveProperty("skinTone");
});
