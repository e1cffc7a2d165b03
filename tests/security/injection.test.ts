// Names and texts stay text: in headers, in mails and in pages.
import { beforeEach, expect, test } from "vitest";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { openPage, postForm, rest } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson();
});

const BREAKS = ["\r\n", "\n", "\r", "\u2028", "\u0085", "\0"];

function signUpInput(changes: { displayName?: string; username?: string; email?: string }) {
  const username = uniqueName("grace").replaceAll(" ", "-");
  return { email: `${username}@parley.test`, username, password: PASSWORD, ...changes };
}

test.each(BREAKS)(
  "a line break %j in a name or an address is refused by sign-up and profile",
  async (mark) => {
    const forged = `Grace${mark}Bcc: olga@parley.test`;
    for (const changes of [
      { displayName: forged },
      { username: `grace${mark}x` },
      { email: `grace${mark}bcc:olga@parley.test` },
    ]) {
      const { status } = await rest(null, "POST", "/auth/signup", { body: signUpInput(changes) });
      expect(status).toBe(422);
    }
    expect((await rest(ada, "PATCH", "/me", { body: { displayName: forged } })).status).toBe(422);
    expect((await rest(ada, "PATCH", "/me", { body: { displayName: "Grace" } })).status).toBe(200);
  },
);

// That no subject or address adds a header is shown with a real mail server: app/platform/mailer.
test("no name adds mark-up to a mail", async () => {
  const displayName = `<b onclick="x">Grace</b> "Bcc: olga@parley.test"`;
  const input = signUpInput({ displayName });
  expect((await rest(null, "POST", "/auth/signup", { body: input })).status).toBe(201);
  await workOffJobs();
  const [mail] = await readMails(input.email);
  expect(mail?.to).toBe(input.email);
  expect(mail?.html).toContain("&lt;b onclick=");
  expect(mail?.html).not.toContain("<b onclick");
});

test("no address to go on to can add a header", async () => {
  const fields = { login: ada.username, password: PASSWORD };
  const next = encodeURIComponent("/search\r\nSet-Cookie: stolen=1\r\nX-Forged: 1");
  const page = await postForm(null, `/login?next=${next}`, fields);
  expect(page).toMatchObject({ status: 303, location: "/" });
  expect(page.headers.has("x-forged")).toBe(false);
  expect(page.headers.getSetCookie().join()).not.toContain("stolen");
});

test("mark-up in a name shows as it was typed, on one's own pages and on others'", async () => {
  const displayName = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
  expect((await rest(ada, "PATCH", "/me", { body: { displayName } })).status).toBe(200);
  const admin = await createPerson(people.ben, "admin");
  const pages = await Promise.all([
    openPage(ada, "/settings/profile"),
    openPage(admin, "/messages/new?query=script"),
    openPage(admin, "/admin/users?query=script"),
  ]);
  for (const { status, html } of pages) {
    expect(status).toBe(200);
    expect(html).toContain("&lt;img src=x");
    expect(html).not.toContain("<img src=x");
    expect(html).not.toContain("<script>alert");
  }
});
