import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectDatabase, db, disconnectDatabase } from "#app/db/client.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { databaseUrl } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { captureLog } from "#tests/log.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";
import { connect, refusal, type Client } from "./socket-client.ts";

withServer();

const SECRET = "a very private sentence";
/** Looks like a row of a stack trace, in case somebody cuts those out of an error's text. */
const BODY = `Hello\n    at ${SECRET} (file.ts:1:1)`;

let ada: Person, client: Client, channel: ChannelView;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  ada = await createPerson(people.ada);
  channel = await createChannel(ada);
  client = await connect(ada);
});

beforeEach(() => {
  lines = captureLog();
});

afterEach(() => setEnvironment());

const message = () => ({ clientId: createId(), body: BODY });

/** The same message through the three doors; what each answers, as text. */
async function sendEverywhere(): Promise<{ codes: string[]; texts: string[] }> {
  const page = await postForm(ada, `/channels/${channel.id}`, { intent: "send", ...message() });
  const answer = await rest(ada, "POST", `/channels/${channel.id}/messages`, { body: message() });
  const acknowledgement = await client.ask("message:send", { channelId: channel.id, ...message() });
  return {
    codes: [page.code, answer.body.code, acknowledgement.ok ? "ok" : acknowledgement.error.code],
    // What was typed comes back in its field, and nowhere else.
    texts: [
      page.html.replace(/<textarea[^]*?<\/textarea>|<script[^]*?<\/script>/g, ""),
      JSON.stringify(answer.body),
      JSON.stringify(acknowledgement),
    ],
  };
}

/** Words of the database, its driver, our queries and our files, which are nobody's business. */
const INTERNALS =
  /postgres|drizzle|insert into|select |relation|ECONNREFUSED|node_modules|\.server\.ts|failed query/i;

describe("when the database fails a query", () => {
  beforeEach(async () => {
    await db().execute(sql`alter table messages rename to messages_elsewhere`);
  });

  afterEach(async () => {
    await db().execute(sql`alter table messages_elsewhere rename to messages`);
  });

  test("every door answers one fixed sentence, and the log says where it happened but not what was written", async () => {
    const { codes, texts } = await sendEverywhere();
    expect(codes).toEqual(["internal", "internal", "internal"]);
    for (const text of texts) {
      expect(text).not.toMatch(INTERNALS);
      expect(text).not.toContain(SECRET);
    }
    const isSend = (line: object) => JSON.stringify(line).includes("write-messages.server.ts");
    const failures = lines.filter((line) => line["msg"] === "request failed" && isSend(line));
    expect(failures).toHaveLength(3);
    for (const failure of failures) {
      expect(failure).toMatchObject({ level: 50, code: "internal", requestId: expect.any(String) });
      expect(JSON.stringify(failure)).toContain("42P01");
    }
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });
});

describe("when the database is away", () => {
  beforeEach(async () => {
    await disconnectDatabase();
    connectDatabase("postgres://parley:hidden@127.0.0.1:1/parley");
  });

  afterEach(async () => {
    await disconnectDatabase();
    connectDatabase(databaseUrl());
  });

  test("every door says that it is worth trying again, and none that it is a no", async () => {
    const { codes, texts } = await sendEverywhere();
    expect(codes).toEqual(["unavailable", "unavailable", "unavailable"]);
    for (const text of texts) expect(text).not.toMatch(INTERNALS);
    expect((await openPage(ada, "/channels/new")).code).toBe("unavailable");
    expect(
      (await rest(null, "POST", "/auth/login", { body: { login: "ada", password: "x" } })).body.code,
    ).toBe("unavailable");
    expect(await refusal({ auth: { token: ada.session.accessToken } })).toMatchObject({
      code: "unavailable",
    });
    expect(JSON.stringify(lines)).not.toContain("hidden");
  });

  test("health says so, while the process lives", async () => {
    const health = await fetch(`${serverUrl()}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: "down",
      checks: { database: "down", keyvalue: "ok" },
    });
    const live = await fetch(`${serverUrl()}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: "ok" }]);
  });
});

test("health is fine when everything is", async () => {
  const health = await fetch(`${serverUrl()}/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toEqual({
    status: "ok",
    version: expect.any(String),
    uptime: expect.any(Number),
    checks: { database: "ok", keyvalue: "ok", search: "ok", storage: "ok" },
  });
});

test("each request is one line that says who, where, what came of it and how long it took", async () => {
  const answer = await rest(ada, "POST", `/channels/${channel.id}/messages`, {
    body: { body: "", clientId: "x" },
  });
  await openPage(ada, `/channels/${channel.id}?around=1`);
  await client.ask("message:send", { channelId: channel.id, ...message() });
  await client.askAnything("made:up:event");
  const shared = { level: 30, requestId: expect.any(String), userId: ada.id, durationMs: expect.any(Number) };
  const requests = () => lines.filter((line) => Number(line["level"]) >= 30);
  await expect.poll(requests).toHaveLength(4);
  expect(requests()).toMatchObject([
    { ...shared, requestId: answer.body.requestId, door: "rest", method: "POST", status: 422 },
    { ...shared, door: "page", method: "GET", path: `/channels/${channel.id}`, status: 200 },
    { ...shared, door: "socket", event: "message:send", code: "ok" },
    { ...shared, door: "socket", event: "unknown", code: "not_found" },
  ]);
});

test("no line holds a text, a password, a token or an address", async () => {
  const email = "grace@parley.test";
  const signUp = { email, username: "grace", password: PASSWORD, displayName: SECRET };
  expect((await rest(null, "POST", "/auth/signup", { body: signUp })).status).toBe(201);
  await rest(null, "POST", "/auth/signup", { body: signUp });
  await postForm(null, "/login", { login: email, password: PASSWORD });
  await postForm(null, "/login", { login: email, password: SECRET });
  await rest(null, "POST", "/auth/refresh", { body: { refreshToken: ada.session.refreshToken } });
  await sendEverywhere();
  await send(ada, channel.id, SECRET);
  await openPage(ada, `/search?q=${encodeURIComponent(SECRET)}`);
  await openPage(ada, `/login?next=${encodeURIComponent(SECRET)}`);
  await expect.poll(() => lines.length).toBeGreaterThanOrEqual(10);
  const log = JSON.stringify(lines);
  for (const secret of [SECRET, encodeURIComponent(SECRET), PASSWORD, email, "127.0.0.1"])
    expect(log).not.toContain(secret);
  for (const token of [ada.session.accessToken, ada.session.refreshToken]) expect(log).not.toContain(token);
});
