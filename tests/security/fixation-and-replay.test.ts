// What an attacker prepared before a log-in, or kept from after it, opens nothing.
import { beforeEach, expect, test } from "vitest";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import type { DeviceView, SessionView } from "#app/shared/account-views.ts";
import { cookieOf, openPage, postForm, rest, toCookieHeader } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { createPerson, openSession, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson();
});

const refresh = (refreshToken: string) =>
  rest<SessionView>(null, "POST", "/auth/refresh", { body: { refreshToken } });

test("logging in never goes on with the session that the browser came with", async () => {
  const olga = await createPerson(people.olga);
  const planted = await cookieOf(olga.session);
  const fields = { login: ada.username, password: PASSWORD };
  const page = await postForm(null, "/login", fields, { cookie: planted });
  const cookie = toCookieHeader(page.headers.getSetCookie());
  expect(cookie).toContain("parley_access=");
  for (const part of planted.split("; ")) expect(cookie).not.toContain(part.split("=")[1]);
  expect((await openPage(null, "/settings/profile", { cookie })).html).toContain(ada.username);
  // The planted session is still hers, and sees nothing of Ada.
  expect((await openPage(null, "/settings/profile", { cookie: planted })).html).not.toContain(ada.username);
});

test("a session cannot be handed over in an address", async () => {
  const { accessToken } = ada.session;
  for (const query of [
    `access_token=${accessToken}`,
    `token=${accessToken}`,
    `parley_access=${accessToken}`,
  ]) {
    expect((await rest(null, "GET", `/me?${query}`)).status).toBe(401);
    expect((await openPage(null, `/settings/profile?${query}`)).status).toBe(302);
  }
});

test("every log-in is a session of its own", async () => {
  const body = { login: ada.username, password: PASSWORD };
  const sessions = await Promise.all(
    [1, 2].map(async () => (await rest<SessionView>(null, "POST", "/auth/login", { body })).body),
  );
  const ids = sessions.map(({ accessToken }) => {
    const claims = JSON.parse(Buffer.from(accessToken.split(".")[1]!, "base64url").toString()) as {
      sid: string;
    };
    return claims.sid;
  });
  expect(new Set([...ids, ada.actor.sessionId]).size).toBe(3);
});

test("a refresh token that was replaced opens nothing, and takes the thief's session with it", async () => {
  const stolen = ada.session.refreshToken;
  const first = await refresh(stolen);
  const second = await refresh(first.body.refreshToken);
  expect(second.status).toBe(200);
  expect((await refresh(stolen)).status).toBe(401);
  expect((await rest({ session: second.body }, "GET", "/me")).status).toBe(401);
  expect((await refresh(second.body.refreshToken)).status).toBe(401);
  await workOffJobs();
  expect((await readMails(ada.email)).map(({ subject }) => subject)).toContain(
    "One of your sessions was ended",
  );
});

test("a refresh token of an ended session opens nothing", async () => {
  const other = await openSession(ada);
  const devices = (await rest<DeviceView[]>({ session: other }, "GET", "/me/sessions")).body;
  const { id } = devices.find(({ current }) => current)!;
  expect((await rest(ada, "DELETE", `/me/sessions/${id}`)).status).toBe(204);
  expect((await refresh(other.refreshToken)).status).toBe(401);
  expect((await refresh(ada.session.refreshToken)).status).toBe(200);
});

test("the link of a forgotten password works once, for the newest mail, and never again", async () => {
  const ask = async () => {
    await rest(null, "POST", "/auth/forgot-password", { body: { login: ada.email } });
    await workOffJobs();
    const link = findLink((await readMails(ada.email)).at(-1)!);
    return new URL(link).searchParams.get("token")!;
  };
  const reset = (token: string, newPassword: string) =>
    rest(null, "POST", "/auth/reset-password", { body: { token, newPassword } });
  const logIn = (password: string) =>
    rest(null, "POST", "/auth/login", { body: { login: ada.username, password } });

  const older = await ask();
  const newer = await ask();
  expect((await reset(older, "glass orchard tuesday lantern")).body.code).toBe("gone");
  expect((await reset(newer, "glass orchard tuesday lantern")).status).toBe(204);
  expect((await reset(newer, "another glass orchard lantern")).body.code).toBe("gone");
  expect((await logIn("another glass orchard lantern")).status).toBe(401);
  expect((await logIn("glass orchard tuesday lantern")).status).toBe(200);
});
