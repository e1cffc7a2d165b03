// Every door that takes guesses, or makes Parley write mails, closes for a while when it is used too often.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { openPage, postForm, rest } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { setEnvironment } from "#tests/environment.ts";

withServer();

let ada: Person;
let ben: Person;

beforeEach(async () => {
  ada = await createPerson();
  ben = await createPerson(people.ben);
  // A twentieth of what is let through otherwise: the same doors, in less time.
  setEnvironment({ RATE_LIMIT_SCALE: "0.05", TRUST_PROXY: "1" });
});

afterEach(() => setEnvironment());

interface Attempt {
  status: number;
  headers: Headers;
}

/** Uses a door until it refuses; never at the first time, and not for ever. */
async function exhaust(attempt: () => Promise<Attempt>): Promise<Attempt> {
  for (let count = 0; count < 40; count++) {
    const answer = await attempt();
    if (answer.status !== 429) continue;
    expect(count).toBeGreaterThan(0);
    return answer;
  }
  throw new Error("There is no limit.");
}

/** One client address, as the proxy in front would tell it. */
const from = (address: string) => ({ headers: { "x-forwarded-for": address } });

function newcomer() {
  const username = uniqueName("grace").replaceAll(" ", "-");
  return { email: `${username}@parley.test`, username, password: PASSWORD };
}

const guess = { password: "a guess or two", newPassword: "glass orchard tuesday lantern" };

describe("by address, whoever it is about, the REST door of", () => {
  test.each<[string, string, () => object]>([
    ["sign-up", "/auth/signup", newcomer],
    ["log-in", "/auth/login", () => ({ login: newcomer().username, ...guess })],
    ["a forgotten password", "/auth/forgot-password", () => ({ login: newcomer().email })],
    ["a link that sets a password", "/auth/reset-password", () => ({ token: crypto.randomUUID(), ...guess })],
    ["a link that confirms an address", "/auth/confirm-email", () => ({ token: crypto.randomUUID() })],
  ])("%s", async (_, path, makeBody) => {
    const attempt = (address: string) => rest(null, "POST", path, { body: makeBody(), ...from(address) });
    const { headers } = await exhaust(() => attempt("192.0.2.1"));
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await attempt("192.0.2.2")).status).not.toBe(429);
  });
});

describe("by account, wherever it comes from, the REST door of", () => {
  let last = 0;
  const anywhere = () => from(`198.51.100.${++last}`);

  test.each<[string, (person: Person) => Promise<Attempt>]>([
    ["verification", (person) => rest(person, "POST", "/me/verification", { body: {}, ...anywhere() })],
    [
      "refresh",
      ({ session: { refreshToken } }) =>
        rest(null, "POST", "/auth/refresh", { body: { refreshToken }, ...anywhere() }),
    ],
  ])("%s", async (_, attempt) => {
    const { headers } = await exhaust(() => attempt(ada));
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await attempt(ben)).status).not.toBe(429);
  });

  test("a forgotten password, which an account that does not exist is refused just as often", async () => {
    const ask = async (login: string) => {
      const statuses: number[] = [];
      for (let count = 0; count < 4; count++) {
        const answer = await rest(null, "POST", "/auth/forgot-password", { body: { login }, ...anywhere() });
        statuses.push(answer.status);
      }
      return statuses;
    };
    expect(await ask(ada.email)).toEqual([202, 429, 429, 429]);
    expect(await ask(newcomer().email)).toEqual([202, 429, 429, 429]);
    await workOffJobs();
    expect(await readMails(ada.email)).toHaveLength(1);
    expect((await ask(ben.email))[0]).toBe(202);
  });
});

describe("the page of", () => {
  test.each<[string, string, () => Record<string, string>]>([
    ["sign-up", "/signup", newcomer],
    ["log-in", "/login", () => ({ login: newcomer().username, password: guess.password })],
    ["a forgotten password", "/forgot-password", () => ({ login: newcomer().email })],
  ])("%s says when to try again, and keeps what was typed", async (_, path, makeFields) => {
    const fields = makeFields();
    const page = await exhaust(() => postForm(null, path, fields, from("192.0.2.7")));
    const { html, headers } = page as Awaited<ReturnType<typeof postForm>>;
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(html).toMatch(/Try again in \d+ (second|minute|hour)s?\./);
    expect(html).toContain(fields["login"] ?? fields["email"]);
    expect(html).not.toContain(fields["password"] ?? "no password");
    expect((await openPage(null, path)).status).toBe(200);
  });
});
