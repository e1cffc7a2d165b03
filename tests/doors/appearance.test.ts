import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { cookieOf, openPage, postForm, rest, toCookieHeader, type PageAnswer } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

const PLAIN = {
  locale: "en",
  theme: "system",
  contrast: "system",
  density: "comfortable",
  textSize: "medium",
};
const LOOK = { locale: "ar", theme: "dark", contrast: "more", density: "compact", textSize: "largest" };

let ada: Person, olga: Person;

beforeAll(async () => {
  [ada, olga] = await Promise.all([createPerson(people.ada), createPerson(people.olga)]);
});

beforeEach(async () => {
  await rest(ada, "PATCH", "/me", { body: { ...PLAIN, enterSends: true } });
});

const readMe = async (person: Person) => (await rest<OwnUserView>(person, "GET", "/me")).body;

/** The attributes of a page's element, which are there before anything is painted. */
function lookOf({ html }: PageAnswer): Record<string, string> {
  const tag = /<html [^>]*>/.exec(html)?.[0] ?? "";
  return Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

const DRAWN = {
  lang: "ar",
  dir: "rtl",
  "data-theme": "dark",
  "data-contrast": "more",
  "data-density": "compact",
  "data-text-size": "largest",
};

/** What a browser holds after it has opened a page with this cookie. */
async function keepCookies(page: PageAnswer, before = ""): Promise<string> {
  return [before, toCookieHeader(page.headers.getSetCookie())].filter(Boolean).join("; ");
}

describe("the look of an account", () => {
  test("is chosen by a form, written into every page, and its owner's alone", async () => {
    const before = await readMe(olga);
    const answer = await postForm(ada, "/settings/appearance", LOOK);
    expect(answer).toMatchObject({ status: 303, location: "/settings/appearance?saved" });
    expect(lookOf(await openPage(ada, "/settings/appearance"))).toMatchObject(DRAWN);
    expect(lookOf(await openPage(ada, "/inbox"))).toMatchObject(DRAWN);
    // A box that is not ticked is not sent.
    expect(await readMe(ada)).toMatchObject({ ...LOOK, enterSends: false });

    expect(await readMe(olga)).toEqual(before);
    expect(lookOf(await openPage(olga, "/inbox"))).toMatchObject({ lang: "en", "data-theme": "system" });
    const seen = (await rest<object>(olga, "GET", `/users/${ada.id}`)).body;
    for (const name of Object.keys(PLAIN)) expect(seen).not.toHaveProperty(name);
  });

  test("changes by REST in part, and the rest of it stays", async () => {
    await rest(ada, "PATCH", "/me", { body: LOOK });
    const { body } = await rest<OwnUserView>(ada, "PATCH", "/me", { body: { theme: "light" } });
    expect(body).toMatchObject({ ...LOOK, theme: "light" });
  });

  test.each([
    ["theme", "pink"],
    ["contrast", "less"],
    ["density", ""],
    ["textSize", "17px"],
    ["locale", "tlh"],
  ])("is refused where its %s is %j, and stays as it was", async (name, value) => {
    const before = await readMe(ada);
    const form = await postForm(ada, "/settings/appearance", { ...LOOK, [name]: value });
    expect(form.code).toBe("invalid_input");
    const answer = await rest(ada, "PATCH", "/me", { body: { ...LOOK, [name]: value } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ path: name, code: "invalid" }]);
    expect(await readMe(ada)).toEqual(before);
  });

  test("is for who is signed in", async () => {
    expect((await postForm(null, "/settings/appearance", LOOK)).location).toBe("/login");
    expect((await rest(null, "PATCH", "/me", { body: LOOK })).status).toBe(401);
  });

  test("stays with the browser when nobody is signed in there any more", async () => {
    await rest(ada, "PATCH", "/me", { body: LOOK });
    const page = await openPage(ada, "/inbox");
    expect(lookOf(await openPage(null, "/login", { cookie: await keepCookies(page) }))).toMatchObject(DRAWN);
    expect(lookOf(await openPage(null, "/login"))).toMatchObject({
      lang: "en",
      dir: "ltr",
      "data-theme": "system",
    });
  });
});

describe("a browser in which nobody is signed in", () => {
  test("takes a language at the foot of its pages, and comes back to where it was", async () => {
    const answer = await postForm(null, "/resources/preferences", {
      locale: "ar",
      next: "/login?next=%2Finbox",
    });
    expect(answer).toMatchObject({ status: 303, location: "/login?next=%2Finbox" });
    const cookie = await keepCookies(answer);
    expect(lookOf(await openPage(null, "/login", { cookie }))).toMatchObject({ lang: "ar", dir: "rtl" });

    const username = uniqueName("layla").replaceAll(" ", "-");
    const account = { email: `${username}@parley.test`, username, password: PASSWORD };
    expect((await postForm(null, "/signup", account, { cookie })).status).toBe(303);
    const { body } = await rest<SessionView>(null, "POST", "/auth/login", {
      body: { login: username, password: PASSWORD },
    });
    expect(body.user.locale, "the account speaks the language in which it was made").toBe("ar");
  });

  test.each(["xx", "../de", "", "EN"])("takes no language %j", async (locale) => {
    const answer = await postForm(null, "/resources/preferences", { locale, next: "/login" });
    expect(answer).toMatchObject({ status: 303, location: "/login" });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test.each(["https://evil.test/", "//evil.test", "/\\evil.test"])("is not sent on to %s", async (next) => {
    const answer = await postForm(null, "/resources/preferences", { locale: "de", next });
    expect(answer.location).toBe("/");
  });

  test.each([
    "theme=%22%3E%3Cscript%3E&locale=%3Cb%3E",
    "theme=dark%22+onload%3D%22x&contrast=%00",
    "theme=blue&density=__proto__&textSize=constructor&locale=toString",
    "%%%",
  ])("falls back on what is known for the cookie %s", async (value) => {
    const page = await openPage(null, "/login", { cookie: `parley_preferences=${value}` });
    expect(page.status).toBe(200);
    expect(lookOf(page)).toEqual({
      lang: "en",
      dir: "ltr",
      "data-theme": "system",
      "data-contrast": "system",
      "data-density": "comfortable",
      "data-text-size": "medium",
    });
  });

  test("has no say in the look of an account", async () => {
    const cookie = `${await cookieOf(ada.session)}; parley_preferences=${new URLSearchParams(LOOK)}`;
    expect(lookOf(await openPage(ada, "/inbox", { cookie }))).toMatchObject({
      lang: "en",
      "data-theme": "system",
    });
    await postForm(ada, "/resources/preferences", { locale: "ar", next: "/inbox" }, { cookie });
    expect(await readMe(ada)).toMatchObject(PLAIN);
  });
});
