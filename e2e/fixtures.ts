import { test as base, expect, type APIRequestContext } from "@playwright/test";
import type { SessionView } from "#app/shared/account-views.ts";
import type { UserView } from "#app/shared/views.ts";
import { FIRST_ADMIN } from "./first-admin.ts";
import { makeAccount, type Name } from "./unique.ts";
import { Person } from "./person.ts";
import { Troubles } from "./troubles.ts";

export { expect };
export type { Person };

interface Fixtures {
  /** Brings somebody with a browser of their own and no account yet. */
  meet: (name: Name) => Promise<Person>;
  /** Another tab of somebody's browser. */
  openTab: (person: Person) => Promise<Person>;
  ada: Person;
  ben: Person;
  cleo: Person;
  olga: Person;
  /** Ada, whose account is an admin's. */
  admin: Person;
}

/** Tests with people, each signed up and in a browser of their own. Trouble in any of the browsers fails the test. */
export const test = base.extend<Fixtures>({
  meet: async ({ browser, baseURL, javaScriptEnabled }, provide) => {
    const met: { person: Person; troubles: Troubles }[] = [];
    await provide(async (name) => {
      const context = await browser.newContext();
      const troubles = new Troubles();
      troubles.watch(context, baseURL ?? "", javaScriptEnabled);
      const person = new Person({
        account: makeAccount(name),
        context,
        page: await context.newPage(),
        troubles,
        hasScript: javaScriptEnabled,
      });
      met.push({ person, troubles });
      allTroubles.set(person, troubles);
      return person;
    });
    // Before they close: that ends whatever a page, or the service worker in its place, still asks for.
    const found = met.map(({ person, troubles }) => ({ person, troubles: troubles.list() }));
    for (const { person } of met) await person.context.close();
    for (const { person, troubles } of found)
      expect(troubles, `trouble in the browser of ${person.account.username}`).toEqual([]);
  },
  openTab: async ({ javaScriptEnabled }, provide) => {
    await provide(async (person) => {
      const { account, context } = person;
      const troubles = allTroubles.get(person) ?? new Troubles();
      const page = await context.newPage();
      return new Person({ account, context, page, troubles, hasScript: javaScriptEnabled });
    });
  },
  ada: async ({ meet }, provide) => provide(await meetSignedUp(meet, "ada")),
  ben: async ({ meet }, provide) => provide(await meetSignedUp(meet, "ben")),
  cleo: async ({ meet }, provide) => provide(await meetSignedUp(meet, "cleo")),
  olga: async ({ meet }, provide) => provide(await meetSignedUp(meet, "olga")),
  admin: async ({ meet, request }, provide) => {
    const person = await meetSignedUp(meet, "ada");
    await promote(request, person.account.username);
    await provide(person);
  },
});

/** Makes somebody an admin, as the first one of the installation would. */
async function promote(request: APIRequestContext, username: string): Promise<void> {
  const { username: login, password } = FIRST_ADMIN;
  const answer = await request.post("/api/v1/auth/login", { data: { login, password } });
  const headers = { authorization: `Bearer ${((await answer.json()) as SessionView).accessToken}` };
  const found = await request.get("/api/v1/users", { headers, params: { query: username } });
  const [user] = (await found.json()) as UserView[];
  const changed = await request.patch(`/api/v1/users/${user?.id}`, { headers, data: { role: "admin" } });
  expect(changed.ok(), `${username} becomes an admin`).toBe(true);
}

const allTroubles = new WeakMap<Person, Troubles>();

async function meetSignedUp(meet: Fixtures["meet"], name: Name): Promise<Person> {
  const person = await meet(name);
  await person.signUp();
  return person;
}
