// Cookies ride along from any site, so no unsafe request of another site may get anything done.
import type { RouteConfigEntry } from "@remix-run/route-config";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import routeConfig from "#app/routes.ts";
import { cookieOf, openPage, postForm } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { serverUrl } from "#tests/doors/server-address.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { PASSWORD } from "#tests/people.ts";
import { setEnvironment } from "#tests/environment.ts";
import { withoutWriting } from "#tests/doors/observe.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson();
});

afterEach(() => setEnvironment());

/** Every address of the site map but REST, which takes no cookies. */
function listPaths(entries: RouteConfigEntry[], parent = ""): string[] {
  return entries.flatMap((entry) => {
    const path = `${parent}/${entry.path ?? ""}`.replace(/\/+/g, "/");
    return entry.children ? listPaths(entry.children, path) : [path];
  });
}

const paths = [...new Set(listPaths(routeConfig))]
  .filter((path) => !path.startsWith("/api"))
  .map((path) => path.replace(/:\w+|\*/g, crypto.randomUUID()).replace(/(.)\/$/, "$1"));

const FOREIGN: Record<string, string>[] = [
  { origin: "https://evil.test" },
  { origin: "null" },
  { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
  { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" },
];

describe("a form of another site", () => {
  test("is refused at every address there is, whatever the method", async () => {
    expect(paths.length).toBeGreaterThan(30);
    const cookie = await cookieOf(ada.session);
    await withoutWriting(async () => {
      for (const path of paths) {
        for (const method of ["POST", "PUT", "DELETE"]) {
          for (const headers of FOREIGN) {
            const response = await fetch(serverUrl() + path, {
              method,
              headers: { ...headers, cookie, "content-type": "application/x-www-form-urlencoded" },
              body: "intent=delete&password=x&role=admin",
              redirect: "manual",
            });
            expect([path, method, response.status]).toEqual([path, method, 403]);
          }
        }
      }
    });
    expect((await openPage(ada, "/settings/profile")).status).toBe(200);
  });

  test("cannot log anybody in", async () => {
    const fields = { login: ada.username, password: PASSWORD };
    const page = await postForm(null, "/login", fields, { headers: FOREIGN[0]! });
    expect(page.code).toBe("forbidden");
    expect(page.headers.getSetCookie()).toEqual([]);
    expect((await postForm(null, "/login", fields)).status).toBe(303);
  });
});

describe("the cookies of a session", () => {
  const logIn = async () => {
    const page = await postForm(null, "/login", { login: ada.username, password: PASSWORD });
    return page.headers.getSetCookie();
  };

  test("are bound to this host over https, and hidden from scripts", async () => {
    setEnvironment({ APP_URL: "https://chat.test" });
    const cookies = await logIn();
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual([
      "__Host-parley_access",
      "__Host-parley_refresh",
    ]);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(cookie).not.toMatch(/Domain/i);
    }
  });

  test("do without Secure over http, where browsers would not keep them", async () => {
    const cookies = await logIn();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies)
      expect(cookie).toMatch(/^parley_\w+=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});
