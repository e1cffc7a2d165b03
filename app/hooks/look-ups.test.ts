import { expect, test } from "vitest";
import type { Requests } from "#app/shared/events.ts";
import { makeMessage, makeUser } from "#tests/views.ts";
import { createLiveState } from "./live-state.ts";
import { createLookUps } from "./look-ups.ts";

function setUp() {
  const asked: string[][] = [];
  const lookUps = createLookUps({
    async ask<E extends keyof Requests>(_event: E, payload: Requests[E]["ask"]) {
      if ("userIds" in payload) asked.push(payload.userIds);
      if ("messageIds" in payload) asked.push(payload.messageIds);
      return { messages: [], users: [] } as unknown as Requests[E]["answer"];
    },
    readState: () => createLiveState("ben", [], [makeUser("ada")]),
  });
  return { lookUps, asked };
}

test("people of whom messages speak are asked for, once at a time, where they are not known", () => {
  const { lookUps, asked } = setUp();
  const reactions = [{ emoji: "👍", userIds: ["cleo", "ada"] }];
  const message = makeMessage(1, { mentions: ["dora"], reactions });
  lookUps.findPeople([
    message,
    makeMessage(2, { event: { type: "removed", userId: "emil" }, kind: "system" }),
  ]);
  lookUps.findPeople([message]);
  expect(asked).toEqual([["dora", "cleo", "emil"]]);
});

test("a message that is not there is not asked for again before the next connection", async () => {
  const { lookUps, asked } = setUp();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  lookUps.findReferences(["gone"]);
  await settle();
  lookUps.findReferences(["gone"]);
  expect(asked).toEqual([["gone"]]);
  lookUps.forget();
  lookUps.findReferences(["gone"]);
  expect(asked).toHaveLength(2);
});
