import { expect, test } from "vitest";
import type { MessageView } from "#app/shared/views.ts";
import { CHANNEL_ID, makeMessage } from "#tests/views.ts";
import type { StormClient } from "./client.ts";
import { findViolations } from "./verdict.ts";

const messages = [1, 2, 3].map((seq) => makeMessage(seq));

/** Ada wrote all three and was told of all. */
function makeClient(copy: MessageView[] = messages, sent = messages): StormClient {
  const account = { id: "ada", username: "ada", token: "", renew: async () => {} };
  return {
    account,
    sent: sent.map((message) => ({ ...message, message })),
    copies: new Map([[CHANNEL_ID, { version: 3, messages: new Map(copy.map((row) => [row.id, row])) }]]),
    catchUps: 0,
    failures: [],
    cut: () => {},
    stop: async () => {},
    finish: async () => {},
  };
}

const judge = (client: StormClient, truth: MessageView[]) =>
  findViolations([client], new Map([[CHANNEL_ID, truth]])).join("\n");

test("a kept promise has no violations, also where a message that was given up is there or is not", () => {
  const client = makeClient();
  client.sent.push({ clientId: "never came", channelId: CHANNEL_ID, body: "?", message: undefined });
  client.sent[1]!.message = undefined;
  expect(judge(client, messages)).toBe("");
});

test("what is lost, doubled, moved, reordered or changed is found", () => {
  const [one, two, three] = messages as [MessageView, MessageView, MessageView];
  expect(judge(makeClient([one, two]), [one, two])).toContain("lost: body 3");
  const again = { ...makeMessage(4), clientId: one.clientId };
  expect(judge(makeClient([...messages, again]), [...messages, again])).toContain("client 1 is there twice");
  const swapped = [{ ...two, seq: 1 }, { ...one, seq: 2 }, three];
  expect(judge(makeClient(swapped), swapped)).toContain("moved: body 1 was acknowledged as 1 and is 2");
  expect(judge(makeClient(swapped), swapped)).toContain("out of order: body 2 is number 1");
  const other = [{ ...one, body: "else" }, two, three];
  expect(judge(makeClient(other), other)).toContain("changed: body 1 became else");
});

test("gaps in the numbers, and a member's copy that is not the truth, are found", () => {
  const [one, two, three] = messages as [MessageView, MessageView, MessageView];
  expect(judge(makeClient([one, three], [one]), [one, three])).toContain("number 3 at place 2");
  expect(judge(makeClient([one, two]), messages)).toContain("ada's copy of channel differs: 2 of 3");
});
