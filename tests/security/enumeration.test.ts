// Whether an account exists is nobody's business: neither the answer nor the work behind it may tell.
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { hashPassword, writePassword } from "#app/domain/users/passwords.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { postForm, rest, type PageAnswer } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { readMails } from "#tests/mailbox.ts";
import { people } from "#tests/people.ts";

withServer();

let ada: Person;

beforeAll(async () => {
  ada = await createPerson();
  // With the product's own cost: the factory's cheap hash would be told from the decoy by its time.
  await writePassword(db(), ada.id, await hashPassword("a password nobody guesses"));
});

/** Nobody's. */
const unknown = () => `${uniqueName("nobody").replaceAll(" ", "-")}@parley.test`;

/** Microseconds of processor that this process spends: unlike the clock, other programs do not disturb it. */
async function measure(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** How much more the first costs than the second, by their medians; both in turns, so that both meet the same weather. */
async function compare(rounds: number, first: () => Promise<unknown>, second: () => Promise<unknown>) {
  const costs: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    costs[0].push(await measure(first));
    costs[1].push(await measure(second));
  }
  const [a = NaN, b = NaN] = costs.map((list) => list.toSorted((x, y) => x - y)[Math.floor(rounds / 2)]);
  return a / b;
}

const logIn = (login: string) =>
  rest(null, "POST", "/auth/login", { body: { login, password: "a guess or two" } });
const forget = (login: string) => rest(null, "POST", "/auth/forgot-password", { body: { login } });

/** Everything of a problem but what is different in every answer. */
function withoutRequest({ status, headers, body }: Awaited<ReturnType<typeof logIn>>) {
  const kept = [...headers].filter(([name]) => !["date", "x-request-id", "content-length"].includes(name));
  return { status, headers: kept, body: body && { ...body, requestId: "" } };
}

/** A page but for its nonces, its request id and what was typed. */
function withoutTyped({ status, html }: PageAnswer, typed: string) {
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  return {
    status,
    html: html
      .replaceAll(typed, "typed")
      .replace(/nonce="[^"]*"/g, "")
      .replace(id, "id"),
  };
}

describe("a log-in with a wrong password", () => {
  test.each([
    ["user name", (person: Person) => person.username, () => unknown().split("@")[0]!],
    ["email", (person: Person) => person.email, unknown],
  ])("is answered alike for a known and an unknown %s", async (_, known, nobody) => {
    const person = await createPerson(people.ben);
    expect(withoutRequest(await logIn(known(person)))).toEqual(withoutRequest(await logIn(nobody())));
    const ask = async (login: string) =>
      withoutTyped(await postForm(null, "/login", { login, password: "a guess or two" }), login);
    const page = await ask(known(person));
    expect(page.status).toBe(401);
    expect(await ask(nobody())).toEqual(page);
  });

  test("often enough is answered as locked for a known and an unknown account alike", async () => {
    const person = await createPerson(people.ben);
    const nobody = unknown();
    const codes = async (login: string) => {
      const answers = [];
      for (let guess = 0; guess < 6; guess++) answers.push((await logIn(login)).body.code);
      return answers;
    };
    const known = await codes(person.username);
    expect(known.at(-1)).toBe("locked");
    expect(await codes(nobody)).toEqual(known);
  });

  test("costs as much work for an unknown account as for a known one", async () => {
    const accounts = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const person = await createPerson(people.cleo);
        await writePassword(db(), person.id, await hashPassword("a password nobody guesses"));
        return person;
      }),
    );
    // Three guesses each: the fifth would lock the account, which is answered without any work, for both alike.
    let guess = 0;
    const ratio = await compare(
      9,
      () => logIn(accounts[Math.floor(guess++ / 3)]!.username),
      () => logIn(unknown()),
    );
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.4);
  });
});

describe("asking for a new password", () => {
  test("is answered alike, and only the owner gets a mail", async () => {
    const nobody = unknown();
    expect(withoutRequest(await forget(ada.email))).toEqual(withoutRequest(await forget(nobody)));
    const pages = await Promise.all([
      postForm(null, "/forgot-password", { login: ada.email }),
      postForm(null, "/forgot-password", { login: nobody }),
    ]);
    expect(withoutTyped(pages[0], ada.email)).toEqual(withoutTyped(pages[1], nobody));
    await workOffJobs();
    expect(await readMails(ada.email)).not.toEqual([]);
    expect(await readMails(nobody)).toEqual([]);
  });

  test("costs as much work for an unknown address as for a known one", async () => {
    const known = await createPerson(people.ben);
    const ratio = await compare(
      41,
      () => forget(known.email),
      () => forget(unknown()),
    );
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });
});
