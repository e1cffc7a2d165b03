import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { drafts } from "#app/db/schema/index.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { createId } from "#app/shared/ids.ts";
import { DRAFTS_MAX, MESSAGE_MAX } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { clearDraft } from "./clear-draft.server.ts";
import { saveDraftSchema } from "./drafts.schema.ts";
import { findDraft } from "./find-draft.server.ts";
import { listDraftChannels } from "./list-draft-channels.server.ts";
import { listDrafts } from "./list-drafts.server.ts";
import { saveDraft } from "./save-draft.server.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person, channel: ChannelView;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createPerson(people.ben), createPerson(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
  channel = await createChannel(ben, { members: [ada] });
});

const save = (body: string, parentId: string | null = null) =>
  saveDraft(ada.actor, { channelId: channel.id, parentId, body });

test("there is one draft per channel and thread: the last, for its author alone", async () => {
  const root = await send(ben, channel.id);
  const input = { channelId: channel.id, clientId: createId(), body: "A reply", parentId: root.id };
  const { message: reply } = await sendMessage(ben.actor, input);
  await save("On the");
  const inChannel = await save("On the whole");
  expect(inChannel).toMatchObject({ channelId: channel.id, parentId: null, body: "On the whole" });
  // A thread goes by its root, whichever of its messages is answered.
  const inThread = await save("To that", reply.id);
  expect(inThread).toMatchObject({ parentId: root.id, body: "To that" });

  expect(await listDrafts(ada.actor)).toEqual([inThread, inChannel]);
  expect(await findDraft(ada.actor, channel.id, null)).toEqual(inChannel);
  expect(await findDraft(ada.actor, channel.id, root.id)).toEqual(inThread);
  expect(await listDrafts(ben.actor)).toEqual([]);
  expect(await findDraft(ben.actor, channel.id, null)).toBeNull();
});

test("an empty text removes it, and so does having sent it", async () => {
  await save("Gone soon");
  expect(await save("")).toMatchObject({ channelId: channel.id, parentId: null, body: "" });
  expect(await listDrafts(ada.actor)).toEqual([]);
  await save("Sent soon");
  await clearDraft(ben.id, channel.id, null);
  expect(await listDrafts(ada.actor)).toHaveLength(1);
  await clearDraft(ada.id, channel.id, null);
  expect(await listDrafts(ada.actor)).toEqual([]);
});

test("after leaving, nothing tells of the channel any more; back in it, the draft is there", async () => {
  await save("Kept");
  await leaveChannel(ada.actor, channel.id);
  expect(await listDrafts(ada.actor)).toEqual([]);
  expect(await findDraft(ada.actor, channel.id, null)).toBeNull();
  await expect(save("More")).rejects.toMatchObject({ code: "forbidden" });
});

test("of too many the oldest goes, and one's devices are told; others keep theirs", async () => {
  await saveDraft(ben.actor, { channelId: channel.id, body: "Ben's" });
  const rows = Array.from({ length: DRAFTS_MAX }, (_, index) => ({
    userId: ada.id,
    channelId: channel.id,
    placeId: createId(),
    body: `draft ${index}`,
    savedAt: new Date(Date.now() - (index + 1) * 1000),
  }));
  await db().insert(drafts).values(rows);
  const announced = recordAnnouncements();
  await save("One more");
  const kept = await listDrafts(ada.actor);
  expect(kept.map(({ body }) => body)).toEqual(["One more", ...rows.slice(0, -1).map(({ body }) => body)]);
  expect(announced.map(({ payload }) => payload)).toMatchObject([
    { draft: { body: "One more" } },
    { draft: { parentId: rows.at(-1)?.placeId, body: "" } },
  ]);
  expect(await listDrafts(ben.actor)).toHaveLength(1);
});

test("the list of channels knows which of one's own have one", async () => {
  const root = await send(ben, channel.id);
  await save("In a thread", root.id);
  expect(await listDraftChannels(ada.actor)).toEqual([]);
  await save("In the channel");
  expect([await listDraftChannels(ada.actor), await listDraftChannels(olga.actor)]).toEqual([
    [channel.id],
    [],
  ]);
  await leaveChannel(ada.actor, channel.id);
  expect(await listDraftChannels(ada.actor)).toEqual([]);
});

test("outsiders have none, and threads of other channels are refused", async () => {
  const hidden = await createChannel(ben, { kind: "private" });
  const secret = await send(ben, hidden.id);
  const inHidden = { channelId: hidden.id, body: "Let me in" };
  await expect(saveDraft(olga.actor, inHidden)).rejects.toMatchObject({ code: "not_found" });
  for (const parentId of [secret.id, createId()]) {
    await expect(save("Where", parentId)).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "parentId" }],
    });
  }
});

test("a draft may be as long as a message, counted in characters", () => {
  const parse = (body: string) => parseInput(saveDraftSchema, { channelId: createId(), body });
  expect(parse("😀".repeat(MESSAGE_MAX)).body).toHaveLength(2 * MESSAGE_MAX);
  for (const body of ["x".repeat(MESSAGE_MAX + 1), "NUL \u0000", "half \ud800"])
    expect(() => parse(body)).toThrow("invalid_input");
});
