// Invites by forms and links alone: the page of admins, and the page that a link opens.
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { invites } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import type { InviteView } from "#app/shared/account-views.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, createRole, type Person } from "#tests/factories.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest, toCookieHeader } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { withServer } from "./server.ts";

withServer();

let admin: Person;

beforeEach(async () => {
  await db().delete(invites);
  admin = await createPerson(people.ada, "admin");
  setEnvironment({ SIGNUP_MODE: "invite", APP_URL: "https://chat.example.org" });
});
afterEach(() => setEnvironment());

const create = (fields: Record<string, string> = {}) =>
  postForm(admin, "/admin/invites", {
    intent: "create",
    expiresIn: "week",
    maxUses: "",
    label: "",
    ...fields,
  });
const list = async () => (await rest<InviteView[]>(admin, "GET", "/invites")).body;
const findLast = async () => (await list())[0]!;

/** The path of a link that an admin hands on. */
async function makeLink(channel?: ChannelView): Promise<string> {
  await create(channel && { [`channel:${channel.id}`]: channel.id });
  const { pathname, search } = new URL((await findLast()).url ?? "");
  return pathname + search;
}

function newcomer(more: Record<string, string> = {}) {
  const username = `newcomer-${crypto.randomUUID().slice(0, 8)}`;
  return { username, email: `${username}@parley.test`, password: PASSWORD, displayName: "", ...more };
}

/** What the form on the page would send along. */
const readHidden = (html: string) => /<input type="hidden" name="invite" value="([^"]*)"/.exec(html)?.[1];

describe("the page of invites", () => {
  test("makes one with what was chosen, and shows its link, its QR code and what became of it", async () => {
    const channel = await createChannel(admin, { name: "garden" });
    const fields = { label: "For the <garden> team", maxUses: "3", expiresIn: "day" };
    const page = await create({ ...fields, [`channel:${channel.id}`]: channel.id });
    expect(page.status).toBe(200);
    const made = await findLast();
    expect(made).toMatchObject({ label: fields.label, maxUses: 3, channels: [{ id: channel.id }] });
    expect(made.url).toMatch(/^https:\/\/chat\.example\.org\/signup\?invite=/);
    for (const { html } of [page, await openPage(admin, "/admin/invites")]) {
      expect(html).toContain(`value="${made.url}"`);
      expect(html).toContain('role="img" aria-label="QR code of the link"');
      expect(html).toContain("For the &lt;garden> team");
      expect(html).toContain("0 of 3 used");
      expect(html).toContain("#garden");
      // What only a script can do is not offered.
      expect(html).not.toContain("Copy link");
    }
    expect(page.html).toContain("Created. Its link stands below");
  });

  test("says beside the field what is wrong, and keeps what was typed and ticked", async () => {
    const channels = [await createChannel(admin), await createChannel(admin)];
    const ticked = Object.fromEntries(channels.map(({ id }) => [`channel:${id}`, id]));
    const page = await create({ label: "Garden team", maxUses: "5000", expiresIn: "hour", ...ticked });
    expect(page.code).toBe("invalid_input");
    expect(page.html).toContain("Choose at most 1,000.");
    for (const kept of ['value="Garden team"', 'value="5000"']) expect(page.html).toContain(kept);
    expect(page.html).toMatch(/<option value="hour" selected/);
    const boxes = page.html.match(/<input type="checkbox"[^>]*>/g) ?? [];
    for (const { id } of channels) expect(boxes.find((box) => box.includes(id))).toContain("checked");
    expect(await list()).toEqual([]);
  });

  test("revokes one, after which its link is not shown", async () => {
    const link = await makeLink();
    const made = await findLast();
    const page = await postForm(admin, "/admin/invites", { intent: "revoke", inviteId: made.id });
    expect(page.html).toContain("Revoked. Nobody can sign up with it any more.");
    expect(page.html).not.toContain(`/signup?invite=${made.id}`);
    expect(readHidden((await openPage(null, link)).html)).toBeUndefined();
  });

  test("finds invites and turns pages by links and a form alone", async () => {
    expect((await openPage(admin, "/admin/invites")).html).toContain("There is no invite yet.");
    const crowd = Array.from({ length: 51 }, (_, index) => ({
      id: createId(),
      label: `Row ${String(index).padStart(2, "0")}`,
      createdBy: admin.id,
      createdAt: new Date(Date.UTC(2026, 0, 1) - index * 1000),
    }));
    await db().insert(invites).values(crowd);
    const open = async (query: string) => {
      const { html } = await openPage(admin, `/admin/invites?${query}`);
      return { html, shown: [...html.matchAll(/<bdi>(Row \d+)<\/bdi>/g)].map((match) => match[1]) };
    };
    const first = await open("query=row&state=active");
    expect(first.html).toContain("51 invites");
    expect(first.html).toMatch(/<form method="get"/);
    expect(first.html).toContain('value="row"');
    expect(first.html).toMatch(/<option value="active" selected/);
    expect(first.shown).toEqual(crowd.slice(0, 50).map(({ label }) => label));
    expect(first.html).toMatch(/href="[^"]*query=row&amp;state=active[^"]*page=2"/);
    expect(first.html).not.toContain("Previous page");
    for (const number of [2, 99]) {
      const last = await open(`query=row&page=${number}`);
      expect(last.shown).toEqual(["Row 50"]);
      expect(last.html).toMatch(/href="[^"]*query=row&amp;[^"]*page=1"/);
      expect(last.html).not.toContain("Next page");
    }
    const none = await open("state=revoked");
    expect(none.shown).toEqual([]);
    expect(none.html).toContain("No invite matches this.");
    expect((await openPage(admin, "/admin/invites?state=good")).status).toBe(422);
  });

  test("revokes one without leaving the filter, and makes one without hiding it behind the filter", async () => {
    await create({ label: "Garden team" });
    const { id } = await findLast();
    const filtered = "/admin/invites?query=garden&state=active";
    const { html } = await openPage(admin, filtered);
    const forms = [...html.matchAll(/<form method="post" action="(\/admin[^"]*)"/g)].map((match) => match[1]);
    expect(forms).toEqual(["/admin/invites", "/admin/invites?query=garden&amp;state=active"]);
    const page = await postForm(admin, filtered, { intent: "revoke", inviteId: id });
    expect(page.html).toContain("Revoked. Nobody can sign up with it any more.");
    expect(page.html).toContain("No invite matches this.");
  });

  test("is not there for anybody else", async () => {
    const olga = await createPerson(people.olga);
    expect((await openPage(olga, "/admin/invites")).status).toBe(404);
    const fields = { intent: "create", expiresIn: "week", maxUses: "", label: "" };
    expect((await postForm(olga, "/admin/invites", fields)).status).toBe(404);
    expect((await openPage(null, "/admin/invites")).location).toMatch(/^\/login/);
    expect(await list()).toEqual([]);
    const host = await createPerson(people.ben, await createRole(["invite.create"]));
    expect((await openPage(host, "/admin/invites")).html).toContain("Create invite");
    const manager = await createPerson(people.cleo, await createRole(["invite.manage"]));
    expect((await openPage(manager, "/admin/invites")).html).not.toContain("Create invite");
  });
});

describe("the page that a link opens", () => {
  test("says what it is for, and lets somebody in who lands in its channel", async () => {
    const channel = await createChannel(admin, { kind: "private" });
    const link = await makeLink(channel);
    const { html } = await openPage(null, link);
    expect(html).toContain(`${admin.displayName} invites you to join Parley at chat.example.org.`);
    expect(html).toContain("You will be in 1 channel right away.");
    // What it is called is for its members.
    expect(html).not.toContain(channel.name);
    const page = await postForm(null, link, newcomer({ invite: readHidden(html) ?? "" }));
    expect(page).toMatchObject({ status: 303, location: `/channels/${channel.id}` });
    const cookie = toCookieHeader(page.headers.getSetCookie());
    expect((await openPage(null, `/channels/${channel.id}`, { cookie })).status).toBe(200);
  });

  test("keeps the invite when something in the form is wrong", async () => {
    const link = await makeLink();
    const invite = readHidden((await openPage(null, link)).html) ?? "";
    const page = await postForm(null, link, newcomer({ invite, password: "password123" }));
    expect(page.code).toBe("invalid_input");
    expect(readHidden(page.html)).toBe(invite);
    expect((await postForm(null, link, newcomer({ invite }))).status).toBe(303);
  });

  test("says plainly that there has to be an invite, and shows no form without one", async () => {
    const { html } = await openPage(null, "/signup");
    expect(html).toContain("You need an invite to sign up here.");
    expect(html).not.toContain('name="password"');
    expect((await openPage(null, "/login")).html).not.toContain("/signup");
    await withoutWriting(async () => {
      const page = await postForm(null, "/signup", newcomer());
      expect(page.code).toBe("forbidden");
      expect(page.html).toContain("You need an invite to sign up here.");
    });
  });

  test.each([
    [
      "is made up",
      (link: string) => Promise.resolve(link.replace(/.$/, (last) => (last === "A" ? "B" : "A"))),
    ],
    ["was revoked", (link: string) => change(link, { revokedAt: sql`now()` })],
    ["has expired", (link: string) => change(link, { expiresAt: sql`now() - interval '1 second'` })],
    ["is used up", (link: string) => change(link, { maxUses: 1, uses: 1 })],
  ])("says plainly that it is no good when it %s", async (_, spoil) => {
    const link = await spoil(await makeLink());
    const { html } = await openPage(null, link);
    expect(html).toContain("This invite is no longer valid.");
    expect(html).not.toContain(admin.displayName);
    expect(html).not.toContain('name="password"');
    // Where anybody may come, it is only the invite that does not work.
    setEnvironment();
    const open = (await openPage(null, link)).html;
    expect(open).toContain("This invite is no longer valid.");
    expect(open).toContain("You can sign up without one, too.");
    expect(readHidden(open)).toBeUndefined();
    expect((await postForm(null, link, newcomer())).status).toBe(303);
  });

  test("whose last place went meanwhile says so, and lets one sign up without where that is open", async () => {
    setEnvironment();
    const link = await makeLink();
    const invite = readHidden((await openPage(null, link)).html) ?? "";
    await change(link, { maxUses: 1, uses: 1 });
    const fields = newcomer({ invite, displayName: "Late Comer" });
    const page = await withoutWriting(() => postForm(null, link, fields));
    expect(page.code).toBe("forbidden");
    const shown = page.html.replace(/<script[^]*?<\/script>/g, "");
    expect(shown.match(/This invite is no longer valid\./g)).toHaveLength(1);
    expect(page.html).toContain('value="Late Comer"');
    expect(readHidden(page.html)).toBeUndefined();
    expect((await postForm(null, link, newcomer())).status).toBe(303);
  });

  async function change(link: string, values: Parameters<ReturnType<typeof setInvite>["set"]>[0]) {
    await setInvite()
      .set(values)
      .where(eq(invites.id, (await findLast()).id));
    return link;
  }

  function setInvite() {
    return db().update(invites);
  }
});
