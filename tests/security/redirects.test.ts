// Wherever an address to go on to can be named, it is a path of ours.
import { beforeEach, describe, expect, test } from "vitest";
import { openPage, postForm } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { PASSWORD } from "#tests/people.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson();
});

const ELSEWHERE = [
  "https://evil.test/",
  "//evil.test",
  "/\\evil.test",
  "\\\\evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "\u0001https://evil.test",
  "javascript:alert(1)",
  "data:text/html,hello",
  "https:evil.test",
  "http:\\\\evil.test",
  "@evil.test",
  "///evil.test",
];

describe.each(ELSEWHERE)("?next=%j leads nowhere else", (next) => {
  const query = `?next=${encodeURIComponent(next)}`;

  test("after logging in", async () => {
    const fields = { login: ada.username, password: PASSWORD };
    const page = await postForm(null, `/login${query}`, fields);
    expect(page).toMatchObject({ status: 303, location: "/" });
  });

  test("for somebody who is logged in already", async () => {
    expect((await openPage(ada, `/login${query}`)).location).toBe("/");
  });

  test("after signing up", async () => {
    const username = uniqueName("grace").replaceAll(" ", "-");
    const fields = { email: `${username}@parley.test`, username, password: PASSWORD };
    const page = await postForm(null, `/signup${query}`, fields);
    expect(page).toMatchObject({ status: 303, location: "/" });
  });

  test("in a link of the page", async () => {
    const { html } = await openPage(null, `/login${query}`);
    expect(html).toContain('href="/signup"');
    expect(html).not.toMatch(/href="[^"]*evil/);
  });
});

test("a path of ours is where one goes", async () => {
  const fields = { login: ada.username, password: PASSWORD };
  const page = await postForm(null, "/login?next=%2Fsearch%3Fq%3Dtea", fields);
  expect(page).toMatchObject({ status: 303, location: "/search?q=tea" });
});
