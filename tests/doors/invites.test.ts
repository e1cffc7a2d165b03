// Links that let people sign up: who makes them, what they open, and when they are no good. The page: invite-pages.test.ts.
import { createHash, createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, channels, invites, memberships } from "#app/db/schema/index.ts";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { createInviteSchema } from "#app/domain/invites/invites.schema.ts";
import { createId } from "#app/shared/ids.ts";
import type { InviteView, SessionView } from "#app/shared/account-views.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createDirect, createPerson, createRole, type Person } from "#tests/factories.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { rest, type Problem } from "./http-client.ts";
import { createWitness, listen, withoutWriting } from "./observe.ts";
import { withServer } from "./server.ts";

withServer();

let admin: Person;
let olga: Person;

beforeAll(async () => {
  admin = await createPerson(people.ada, "admin");
  olga = await createPerson(people.olga);
});

beforeEach(() => setEnvironment({ SIGNUP_MODE: "invite" }));
afterEach(() => setEnvironment());

const ask = <T = InviteView & Problem>(person: Person | null, body: object = {}) =>
  rest<T>(person, "POST", "/invites", { body });
const list = async (person: Person) => (await rest<InviteView[]>(person, "GET", "/invites")).body;
const codeOf = (invite: InviteView) => new URL(invite.url ?? "").searchParams.get("invite") ?? "";

async function invite(person: Person, body: object = {}): Promise<InviteView> {
  const answer = await ask(person, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Signs somebody up who was never here. */
function signUp(code: string | undefined, more: object = {}) {
  const username = `newcomer-${crypto.randomUUID().slice(0, 8)}`;
  const body = { username, email: `${username}@parley.test`, password: PASSWORD, invite: code, ...more };
  return rest<SessionView & Problem>(null, "POST", "/auth/signup", { body });
}

const countUses = async ({ id }: InviteView) =>
  (await db().query.invites.findFirst({ where: eq(invites.id, id) }))?.uses;

describe("an invite", () => {
  test("opens an account where nobody else gets one", async () => {
    const made = await invite(admin, { label: "Garden team", maxUses: 5 });
    expect(made).toMatchObject({ label: "Garden team", state: "active", maxUses: 5, uses: 0, channels: [] });
    expect(made.createdBy).toEqual({ id: admin.id, displayName: admin.displayName });
    const without = await withoutWriting(() => signUp(undefined));
    expect(without.body).toMatchObject({ status: 403, detail: expect.stringMatching(/^You need an invite/) });
    const input = { role: "admin", emailVerified: true };
    const { status, body } = await signUp(codeOf(made), input);
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ role: "user", emailVerified: false });
    expect(await countUses(made)).toBe(1);
    const entries = await db().select().from(auditLog).where(eq(auditLog.targetId, made.id));
    expect(entries).toMatchObject([
      { action: "invite.create", actorId: admin.id },
      { action: "invite.use", actorId: body.user.id },
    ]);
  });

  test("is good for 7 days and any number of people unless said otherwise", async () => {
    const made = await invite(admin);
    expect(made.maxUses).toBeNull();
    const days = (Date.parse(made.expiresAt ?? "") - Date.parse(made.createdAt)) / 86_400_000;
    expect(days).toBeCloseTo(7, 2);
    expect((await invite(admin, { expiresIn: "never" })).expiresAt).toBeNull();
  });

  test("opens nothing where sign-up is closed", async () => {
    const made = await invite(admin);
    setEnvironment({ SIGNUP_MODE: "closed" });
    const answer = await withoutWriting(() => signUp(codeOf(made)));
    expect(answer.body).toMatchObject({ status: 403, detail: expect.stringMatching(/^Sign-up is closed/) });
    expect(await countUses(made)).toBe(0);
  });

  test("that was revoked is no good, and who came by it stays", async () => {
    const made = await invite(admin);
    const { body: newcomer } = await signUp(codeOf(made));
    for (let time = 0; time < 2; time++)
      expect((await rest(admin, "DELETE", `/invites/${made.id}`)).status).toBe(204);
    await expectRefused(made);
    expect((await rest({ session: newcomer }, "GET", "/me")).status).toBe(200);
    expect((await list(admin)).find(({ id }) => id === made.id)).toMatchObject({ state: "revoked", uses: 1 });
    const acts = await db().select().from(auditLog).where(eq(auditLog.targetId, made.id));
    expect(acts.filter(({ action }) => action === "invite.revoke")).toHaveLength(1);
  });

  test("that has expired is no good", async () => {
    const made = await invite(admin, { expiresIn: "hour" });
    await db()
      .update(invites)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(invites.id, made.id));
    await expectRefused(made);
    expect((await list(admin)).find(({ id }) => id === made.id)?.state).toBe("expired");
  });

  test("has one last place, whoever comes for it at once", async () => {
    const made = await invite(admin, { maxUses: 2 });
    expect((await signUp(codeOf(made))).status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 4 }, () => signUp(codeOf(made))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === "forbidden")).toHaveLength(3);
    expect(await countUses(made)).toBe(2);
    await expectRefused(made);
    expect((await list(admin)).find(({ id }) => id === made.id)?.state).toBe("used_up");
  });

  test("loses no place to a sign-up that fails", async () => {
    const made = await invite(admin, { maxUses: 1 });
    expect((await signUp(codeOf(made), { username: admin.username })).status).toBe(409);
    expect((await signUp(codeOf(made), { password: "password123" })).status).toBe(422);
    expect(await countUses(made)).toBe(0);
    expect((await signUp(codeOf(made))).status).toBe(201);
  });

  async function expectRefused(made: InviteView): Promise<void> {
    const answer = await withoutWriting(() => signUp(codeOf(made)));
    expect(answer.body).toMatchObject({ status: 403, code: "forbidden" });
    expect(answer.body.detail).toContain("This invite is no longer valid.");
    // Not only where an invite is needed: who brings one expects what it promises.
    setEnvironment();
    expect((await signUp(codeOf(made))).status).toBe(403);
    expect((await signUp(undefined)).status).toBe(201);
  }
});

describe("nobody makes up the code of an invite:", () => {
  const secret = "an old secret that is long enough too";
  const signed = (id: string, key: string | Buffer) =>
    `${id}.${createHmac("sha256", key).update(id).digest("base64url")}`;

  /** By the verb: changed secrets end the admin's session as well. */
  const makeInvite = () => createInvite(admin.actor, createInviteSchema.parse({}));

  test.each([
    ["the id alone", ({ id }: InviteView) => id],
    ["an empty signature", ({ id }: InviteView) => `${id}.`],
    ["a signature of another", (made: InviteView) => codeOf(made).replace(made.id, createId())],
    ["one that is cut", (made: InviteView) => codeOf(made).slice(0, -1)],
    ["one that goes on", (made: InviteView) => `${codeOf(made)}.x`],
    ["a key that is guessed", ({ id }: InviteView) => signed(id, "a guess")],
    ["the secret itself as key", ({ id }: InviteView) => signed(id, secret)],
    ["something else", () => "../../etc/passwd\0"],
  ])("%s", async (_, forge) => {
    setEnvironment({ SIGNUP_MODE: "invite", SESSION_SECRET: secret });
    const made = await makeInvite();
    const answer = await withoutWriting(() => signUp(forge(made)));
    expect(answer.body.code).toBe("forbidden");
    expect((await signUp(codeOf(made))).status).toBe(201);
  });

  test("it stays good while its secret is listed behind a newer one, and no longer", async () => {
    setEnvironment({ SIGNUP_MODE: "invite", SESSION_SECRET: secret });
    const made = await makeInvite();
    const newer = "a new secret that is long enough too";
    setEnvironment({ SIGNUP_MODE: "invite", SESSION_SECRET: `${newer},${secret}` });
    expect((await signUp(codeOf(made))).status).toBe(201);
    setEnvironment({ SIGNUP_MODE: "invite", SESSION_SECRET: newer });
    expect((await signUp(codeOf(made))).status).toBe(403);
    // Nor was it made of the secret as it is: other things are signed with that.
    const key = createHash("sha256").update(secret).digest();
    expect((await signUp(signed(made.id, key))).status).toBe(403);
  });
});

describe("the channels of an invite", () => {
  const isMember = async (channelId: string, userId: string) =>
    (await db().select().from(memberships).where(eq(memberships.channelId, channelId))).some(
      (row) => row.userId === userId,
    );

  test("are joined by who comes, and those in them are told", async () => {
    const ben = await createWitness(people.ben);
    const open = await createChannel(ben.person);
    const closed = await createChannel(admin, { kind: "private" });
    const made = await invite(admin, { channelIds: [open.id, closed.id, open.id] });
    expect(made.channels.map(({ id }) => id).sort()).toEqual([open.id, closed.id].sort());
    const { result, told } = await listen([ben], () => signUp(codeOf(made)));
    expect(result.status).toBe(201);
    const mine = await rest<ChannelView[]>({ session: result.body }, "GET", "/channels");
    expect(mine.body.map(({ id }) => id).sort()).toEqual([open.id, closed.id].sort());
    expect(mine.body.every(({ membership }) => membership?.role === "member")).toBe(true);
    const [changes] = told;
    expect(changes).toMatchObject([
      { event: "message:created", payload: { message: { channelId: open.id, event: { type: "joined" } } } },
      { event: "channel:changed", payload: { channel: { id: open.id, memberCount: 2 } } },
    ]);
  });

  test("are those to which its maker may add people", async () => {
    const ben = await createPerson(people.ben);
    const foreign = await createChannel(ben, { kind: "private" });
    const direct = await createDirect(admin, [ben]);
    const archived = await createChannel(admin);
    await db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, archived.id));
    const joined = await createChannel(ben, { kind: "private" });
    await db().insert(memberships).values({ channelId: joined.id, userId: admin.id, role: "member" });
    for (const channelId of [foreign.id, direct.id, archived.id, joined.id, createId()]) {
      const answer = await ask(admin, { channelIds: [channelId] });
      expect(answer.body).toMatchObject({
        status: 422,
        errors: [{ path: "channelIds", code: "invalid" }],
      });
    }
    await db().update(memberships).set({ role: "moderator" }).where(eq(memberships.channelId, joined.id));
    expect((await ask(admin, { channelIds: [joined.id] })).status).toBe(201);
  });

  test("that are archived, or no longer its maker's to invite to, are left out", async () => {
    const [stays, goes, left] = [
      await createChannel(admin),
      await createChannel(admin),
      await createChannel(admin, { kind: "private" }),
    ];
    const made = await invite(admin, { channelIds: [stays.id, goes.id, left.id] });
    await db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, goes.id));
    await db().delete(memberships).where(eq(memberships.channelId, left.id));
    const { status, body } = await signUp(codeOf(made));
    expect(status).toBe(201);
    expect(await isMember(stays.id, body.user.id)).toBe(true);
    expect(await isMember(goes.id, body.user.id)).toBe(false);
    expect(await isMember(left.id, body.user.id)).toBe(false);
  });
});

describe("invites belong to those who may make them:", () => {
  test("to anybody else they are not there", async () => {
    const made = await invite(admin);
    for (const [method, address] of [
      ["GET", "/invites"],
      ["POST", "/invites"],
      ["DELETE", `/invites/${made.id}`],
      ["DELETE", `/invites/${createId()}`],
    ] as const) {
      const body = method === "GET" ? undefined : {};
      expect((await rest(olga, method, address, { body })).body.code).toBe("not_found");
      expect((await rest(null, method, address, { body })).body.code).toBe("unauthenticated");
    }
    expect((await list(admin)).find(({ id }) => id === made.id)?.state).toBe("active");
  });

  test("who may make some sees and revokes their own, and who manages them everybody's", async () => {
    const host = await createPerson(people.ben, await createRole(["invite.create"]));
    const manager = await createPerson(people.cleo, await createRole(["invite.manage"]));
    const den = await createChannel(admin, { kind: "private", name: "den" });
    const foreign = await invite(admin, { channelIds: [den.id] });
    const own = await invite(host);
    expect((await list(host)).map(({ id }) => id)).toEqual([own.id]);
    expect((await rest(host, "DELETE", `/invites/${foreign.id}`)).body.code).toBe("not_found");
    expect((await rest(host, "DELETE", `/invites/${own.id}`)).status).toBe(204);

    expect((await ask(manager)).body.code).toBe("not_found");
    const seen = await list(manager);
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining([own.id, foreign.id]));
    // What the private channel is called is for its members.
    expect(seen.find(({ id }) => id === foreign.id)).toMatchObject({ channels: [], channelCount: 1 });
    expect(JSON.stringify(seen)).not.toContain(den.id);
    expect((await rest(manager, "DELETE", `/invites/${foreign.id}`)).status).toBe(204);
  });

  test.each([
    [{ maxUses: 0 }, "maxUses", "below_minimum"],
    [{ maxUses: 1001 }, "maxUses", "above_maximum"],
    [{ maxUses: 1.5 }, "maxUses", "wrong_type"],
    [{ maxUses: "many" }, "maxUses", "wrong_type"],
    [{ expiresIn: "year" }, "expiresIn", "invalid"],
    [{ label: "x".repeat(81) }, "label", "too_long"],
    [{ label: "a\nb" }, "label", "bad_text"],
    [{ channelIds: ["x"] }, "channelIds.0", "invalid"],
    [{ channelIds: Array(51).fill(createId()) }, "channelIds", "above_maximum"],
  ])("%j is refused", async (body, path, code) => {
    expect((await ask(admin, body)).body).toMatchObject({ status: 422, errors: [{ path, code }] });
  });
});

describe("the list of invites", () => {
  beforeEach(() => db().delete(invites));

  /** Invites as they stand in the database, the newest first. */
  async function store(...rows: Partial<typeof invites.$inferInsert>[]): Promise<void> {
    const values = rows.map((row, index) => ({
      id: createId(),
      createdBy: admin.id,
      createdAt: new Date(Date.UTC(2026, 0, 1) - index * 1000),
      ...row,
    }));
    await db().insert(invites).values(values);
  }

  /** The labels that somebody finds, in their order. */
  async function find(query: Record<string, string> = {}, caller = admin): Promise<string[]> {
    const answer = await rest<InviteView[]>(caller, "GET", `/invites?${new URLSearchParams(query)}`);
    expect(answer.status).toBe(200);
    return answer.body.map(({ label }) => label);
  }

  const past = new Date(Date.now() - 60_000);
  const future = (hours: number) => new Date(Date.now() + hours * 3_600_000);

  test("is searched by label and by the name of the maker", async () => {
    await store({ label: "Garden team" }, { label: "100% owls", createdBy: olga.id }, { label: "a_b \\ c" });
    await store({ label: "Left behind", createdBy: null, createdAt: past });
    expect(await find({ query: " GARDEN " })).toEqual(["Garden team"]);
    expect(await find({ query: olga.displayName.toUpperCase() })).toEqual(["100% owls"]);
    expect(await find({ query: "behind" })).toEqual(["Left behind"]);
    expect(await find({ query: "nothing is called so" })).toEqual([]);
    // The wildcards of a pattern are letters like any other.
    expect(await find({ query: "%" })).toEqual(["100% owls"]);
    expect(await find({ query: "_" })).toEqual(["a_b \\ c"]);
    expect(await find({ query: "\\" })).toEqual(["a_b \\ c"]);
    expect(await find({ query: "G%n" })).toEqual([]);
  });

  test("is narrowed by state, of which each invite is in one", async () => {
    await store(
      { label: "good" },
      { label: "good for more", maxUses: 2, uses: 1, expiresAt: future(1) },
      { label: "used up", maxUses: 2, uses: 2, expiresAt: future(1) },
      { label: "expired", expiresAt: past },
      { label: "expired and used up", expiresAt: past, maxUses: 1, uses: 1 },
      { label: "revoked", revokedAt: past },
      { label: "all over", revokedAt: past, expiresAt: past, maxUses: 1, uses: 1 },
    );
    expect(await find()).toHaveLength(7);
    expect(await find({ state: "" })).toHaveLength(7);
    expect(await find({ state: "active" })).toEqual(["good", "good for more"]);
    expect(await find({ state: "used_up" })).toEqual(["used up"]);
    expect(await find({ state: "expired" })).toEqual(["expired", "expired and used up"]);
    expect(await find({ state: "revoked" })).toEqual(["revoked", "all over"]);
    expect(await find({ state: "expired", query: "used" })).toEqual(["expired and used up"]);
    for (const { state, url } of await list(admin)) expect(url !== null).toBe(state === "active");
  });

  test("is sorted by age, and by what expires soonest", async () => {
    await store(
      { label: "next day", expiresAt: future(24) },
      { label: "endless" },
      { label: "over", expiresAt: past },
      { label: "next hour", expiresAt: future(1) },
    );
    const byAge = ["next day", "endless", "over", "next hour"];
    expect(await find()).toEqual(byAge);
    expect(await find({ order: "newest" })).toEqual(byAge);
    expect(await find({ order: "expiry" })).toEqual(["next hour", "next day", "endless", "over"]);
  });

  test("comes in pages of fifty, after the last of which there is nothing", async () => {
    const labels = Array.from({ length: 120 }, (_, index) => `crowd ${index}`);
    // Made at the same moment, as a script would.
    await store(...labels.map((label) => ({ label, createdAt: past })));
    const pages = await Promise.all(["1", "2", "3", "4"].map((page) => find({ query: "crowd", page })));
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20, 0]);
    expect(new Set(pages.flat())).toEqual(new Set(labels));
    expect(await find()).toEqual(pages[0]);
  });

  test("has nobody else's for who does not manage them, whatever is asked", async () => {
    const host = await createPerson(people.ben, await createRole(["invite.create"]));
    await store({ label: "foreign", maxUses: 1, uses: 1 }, { label: "own", createdBy: host.id });
    for (const query of ["", "query=o", "order=expiry", "page=1"])
      expect(await find(Object.fromEntries(new URLSearchParams(query)), host)).toEqual(["own"]);
    for (const [name, value] of [
      ["query", "foreign"],
      ["query", admin.displayName],
      ["state", "used_up"],
    ] as const) {
      const query = { [name]: value };
      expect(await find(query, host)).toEqual([]);
      expect(await find(query)).toEqual(["foreign"]);
    }
  });

  test.each(["state=good", "order=sideways", "page=0", "page=x", "query=%00", `query=${"x".repeat(81)}`])(
    "refuses %s",
    async (query) => {
      const { body } = await rest(admin, "GET", `/invites?${query}`);
      expect(body).toMatchObject({ code: "invalid_input", errors: [{ path: query.split("=")[0] }] });
    },
  );
});
