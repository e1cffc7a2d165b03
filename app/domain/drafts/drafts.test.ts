import { beforeAll, beforeEach, expect, test } from "vitest";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { createId } from "#app/shared/ids.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { clearDraft } from "./clear-draft.server.ts";
import { saveDraftSchema } from "./drafts.schema.ts";
import { findDraft } from "./find-draft.server.ts";
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
