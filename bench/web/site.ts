// What the pages are judged on: the production build on fresh data, with a person in forty channels.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startParley } from "../../tests/faults/parley-process.ts";
import { startPostgresServer } from "../../tests/faults/postgres-server.ts";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { ChannelView } from "#app/shared/views.ts";

export const PASSWORD = "correct horse battery";
const CHANNELS = 40;
const MESSAGES = 50;
/** What people say in it, over and over. */
export const TALK = [
  "Morning. The beans came up.",
  "All of them? @ada said the third row is thin.",
  "I can bring **beer traps** tomorrow, or copper tape: https://example.org/tape",
  "Tape, please. The hedgehog drinks the beer.",
  "Noted:\n- north bed\n- the one by the wall",
  'Then `water("beans")` it is, and the rest can wait until Sunday when everybody is here again.',
];

export interface Site {
  url: string;
  /** A channel with fifty messages. */
  channelId: string;
  /** Of ada's browser. */
  cookies: { name: string; value: string; url: string }[];
  stop: () => Promise<void>;
}

export async function startSite(): Promise<Site> {
  const parent = resolve(".data/bench");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "web-"));
  const postgres = await startPostgresServer(folder);
  const port = String(await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: port, APP_URL: url, DATABASE_URL: postgres.url, DATA_DIR: join(folder, "data") };
  const server = await startParley(settings);
  async function stop(): Promise<void> {
    await server.kill();
    await postgres.crash();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    return { url, stop, ...(await fill(url)) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(url: string): Promise<Pick<Site, "channelId" | "cookies">> {
  const [ada, ben] = [await signUp(url, "ada"), await signUp(url, "ben")];
  let channelId = "";
  for (let number = CHANNELS; number > 0; number--) {
    const channel = { name: `bed-${number}`, kind: "public", topic: "What grows here" };
    channelId = (await ask<ChannelView>(url, ada, "/channels", channel)).id;
  }
  await ask(url, ben, `/channels/${channelId}/join`, {});
  for (let number = 0; number < MESSAGES; number++) {
    const message = { body: TALK[number % TALK.length], clientId: crypto.randomUUID() };
    await ask(url, number % 3 === 0 ? ben : ada, `/channels/${channelId}/messages`, message);
  }
  return { channelId, cookies: await logIn(url) };
}

async function signUp(url: string, username: string): Promise<string> {
  const account = { username, displayName: username, email: `${username}@example.org`, password: PASSWORD };
  return (await ask<SessionView>(url, "", "/auth/signup", account)).accessToken;
}

async function logIn(url: string): Promise<Site["cookies"]> {
  const body = new URLSearchParams({ login: "ada", password: PASSWORD });
  const answer = await fetch(`${url}/login`, { method: "POST", body, redirect: "manual" });
  if (answer.status >= 400) throw new Error(`The log-in answered ${answer.status}.`);
  return answer.headers.getSetCookie().map((cookie) => {
    const [pair = ""] = cookie.split(";");
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

/** Asks the interface for programs, as who has the token. */
export async function ask<T>(url: string, token: string, path: string, body: object): Promise<T> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return (text && JSON.parse(text)) as T;
}
