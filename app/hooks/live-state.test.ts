import { expect, test } from "vitest";
import { CHANNEL_ID, makeChannel, makeUser } from "#tests/views.ts";
import { applyChannelList } from "./channel-state.ts";
import { createLiveState, putUsers } from "./live-state.ts";

const start = () => createLiveState("ben", [makeChannel()], [makeUser("ada")]);

test("a channel that is described as it is known stays the same object, and another one does not", () => {
  const before = start();
  const again = applyChannelList(before, [structuredClone(makeChannel())]);
  expect(again.channels).toBe(before.channels);
  const renamed = applyChannelList(before, [makeChannel({ topic: "Another one" })]);
  expect(renamed.channels.get(CHANNEL_ID)).toMatchObject({ topic: "Another one" });
});

test("so does a person, and what only some views tell of one is not taken away by others", () => {
  const before = start();
  expect(putUsers(before, [structuredClone(makeUser("ada"))])).toBe(before);
  const own = { ...makeUser("ada"), email: "ada@example.org" };
  const after = putUsers(putUsers(before, [own]), [makeUser("ada")]);
  expect(after.users.get("ada")).toEqual(own);
  const renamed = putUsers(after, [{ ...makeUser("ada"), displayName: "Ada L." }]);
  expect(renamed.users.get("ada")).toEqual({ ...own, displayName: "Ada L." });
});
