import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView, MessagePage } from "#app/shared/views.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { postForm, rest } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { withServer } from "./server.ts";
import { connect, type Client } from "./socket-client.ts";

withServer();

const TWO_MEGABYTES = "x".repeat(2 * 1024 * 1024);

let ada: Person, client: Client, channel: ChannelView;

beforeAll(async () => {
  ada = await createPerson(people.ada);
  client = await connect(ada);
});

beforeEach(async () => {
  channel = await createChannel(ada);
});

const messagesUrl = () => `/channels/${channel.id}/messages`;

describe("a message body that is refused, and why", () => {
  const bodies: [string, string, string][] = [
    ["empty", "", "required"],
    ["spaces and breaks", " \t\r\n ", "required"],
    ["zero-width and blank characters", "\u200b\u200d\u2060\u00ad\u3164\u2800", "required"],
    ["8,001 characters", "é".repeat(8001), "too_long"],
    ["8,001 emoji", "😀".repeat(8001), "too_long"],
    ["NUL", "a\0b", "bad_text"],
    ["an escape", "a\u001b[31mb", "bad_text"],
  ];

  test.each(bodies)("%s, by form", async (_, body) => {
    const fields = { intent: "send", clientId: createId(), body };
    const page = await withoutWriting(() => postForm(ada, `/channels/${channel.id}`, fields));
    expect(page.code).toBe("invalid_input");
  });

  test.each([...bodies, ["a lone surrogate", "a\ud800b", "bad_text"]])(
    "%s, by REST",
    async (_, body, code) => {
      const answer = await withoutWriting(() =>
        rest(ada, "POST", messagesUrl(), { body: { clientId: createId(), body } }),
      );
      expect(answer.body).toMatchObject({
        status: 422,
        code: "invalid_input",
        errors: [{ path: "body", code }],
      });
    },
  );

  test.each([...bodies, ["a lone surrogate", "a\udc00b", "bad_text"]])(
    "%s, by socket",
    async (_, body, code) => {
      const answer = await withoutWriting(() =>
        client.ask("message:send", { channelId: channel.id, clientId: createId(), body }),
      );
      expect(answer).toMatchObject({
        ok: false,
        error: { code: "invalid_input", errors: [{ path: "body", code }] },
      });
    },
  );
});

test("8,000 emoji are accepted and come back unchanged", async () => {
  const body = "😀".repeat(8000);
  await postForm(ada, `/channels/${channel.id}`, { intent: "send", clientId: createId(), body });
  const { messages } = (await rest<MessagePage>(ada, "GET", messagesUrl())).body;
  expect(messages.map((message) => message.body)).toEqual([body]);
});

test("a lone surrogate cannot travel in a form: what arrives is text with replacement characters", async () => {
  const fields = `intent=send&clientId=${createId()}&body=a%ED%A0%80b`;
  expect((await postForm(ada, `/channels/${channel.id}`, fields)).status).toBe(303);
  const { messages } = (await rest<MessagePage>(ada, "GET", messagesUrl())).body;
  expect(messages[0]?.body).toMatch(/^a\ufffd+b$/);
});

describe("by socket", () => {
  const events = [
    "message:send",
    "channel:create",
    "channel:direct",
    "channel:join",
    "channel:leave",
    "channel:read",
    "channel:delivered",
    "user:find",
    "sync",
  ];
  const payloads: [string, unknown[]][] = [
    ["nothing", []],
    ["null", [null]],
    ["a string", ["hello"]],
    ["a number", [42]],
    ["true", [true]],
    ["a list", [[]]],
    ["bytes", [Buffer.from("hello")]],
    ["an empty object", [{}]],
    [
      "objects for ids",
      [{ channelId: {}, clientId: {}, body: {}, seq: {}, userIds: {}, name: {}, channels: [] }],
    ],
    [
      "lists for texts",
      [{ channelId: ["a"], body: ["b"], seq: [1], userIds: [["c"]], name: ["d"], channels: "e" }],
    ],
    [
      "malformed ids",
      [{ channelId: "1", clientId: "2", body: "a", seq: 1, userIds: ["x"], channels: { x: 1 } }],
    ],
    ["numbers that are none", [{ channelId: 7, seq: "1", channels: { [createId()]: -1 }, userIds: [1] }]],
    [
      "an own __proto__",
      [JSON.parse('{"__proto__":{"channelId":"x"},"channels":{"__proto__":"x","constructor":1}}')],
    ],
  ];

  test.each(payloads)("%s is invalid input for every request", async (_, payload) => {
    await withoutWriting(async () => {
      for (const event of events) {
        const answer = await client.askAnything(event, ...payload);
        expect({ event, answer }).toMatchObject({ answer: { ok: false, error: { code: "invalid_input" } } });
      }
    });
  });

  test.each(["unknown:event", "toString", "__proto__", "constructor", ""])(
    "the event %j is not found",
    async (event) => {
      expect(await client.askAnything(event, {})).toMatchObject({ ok: false, error: { code: "not_found" } });
    },
  );

  test("two megabytes are too large", async () => {
    const payload = { channelId: channel.id, clientId: createId(), body: TWO_MEGABYTES };
    const answer = await withoutWriting(() => client.ask("message:send", payload));
    expect(answer).toMatchObject({ ok: false, error: { code: "too_large" } });
    expect(await client.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
  });

  test("so is half a million of anything, without being looked at one by one", async () => {
    const answer = await client.askAnything("sync", { channels: Array.from({ length: 500_000 }, () => 0) });
    expect(answer).toMatchObject({ ok: false, error: { code: "too_large" } });
  });

  test("a request without an acknowledgement is carried out, and a bad one harms nobody", async () => {
    const clientId = createId();
    client.socket.emit("message:send", { channelId: channel.id, clientId, body: "no answer, please" });
    client.socket.emit("message:send");
    client.socket.emit("unknown:event", null);
    await expect
      .poll(() => client.heard("message:created").map(({ message }) => message.clientId))
      .toContain(clientId);
    expect(await client.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
  });

  test.each([
    ["that is unknown", () => createId()],
    ["of another channel", async () => (await send(ada, (await createChannel(ada)).id)).id],
  ])("a parent %s is invalid", async (_, findParent) => {
    const parentId = await findParent();
    const payload = { channelId: channel.id, clientId: createId(), body: "reply", parentId };
    const answer = await withoutWriting(() => client.ask("message:send", payload));
    expect(answer).toMatchObject({
      error: { code: "invalid_input", errors: [{ path: "parentId", code: "invalid" }] },
    });
  });

  test("names that reorder what follows them are refused", async () => {
    const answer = await client.ask("channel:create", { name: "gnp.\u202eexe", kind: "public" });
    expect(answer).toMatchObject({
      error: { code: "invalid_input", errors: [{ path: "name", code: "bad_text" }] },
    });
  });
});
