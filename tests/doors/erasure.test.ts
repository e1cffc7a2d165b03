import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { db } from "#app/db/client.server.ts";
import { auditLog, dataExports, identities, mailedTokens, messages, users } from "#app/db/schema/index.ts";
import { eraseDueAccounts } from "#app/domain/deletion/erase-account.server.ts";
import { eraseMessagesOf } from "#app/domain/messages/erase-messages.server.ts";
import { findMailedToken, issueMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { env } from "#app/platform/env.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY } from "#app/shared/time.ts";
import type { Announcements } from "#app/shared/events.ts";
import type { ChangesPage, ChannelView, MessagePage, OwnUserView } from "#app/shared/views.ts";
import { createChannel, createDirect, createPerson, send, sendMany, type Person } from "#tests/factories.ts";
import { addApp } from "#tests/factors.ts";
import { makeImage } from "#tests/images.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { rest } from "./http-client.ts";
import { createWitness, listen, readRows, type Witness } from "./observe.ts";
import { fetchFile, putBody } from "./uploads.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person, ben: Witness, olga: Witness;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createWitness(people.ben), createWitness(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

const isOver = sql`now() - interval '1 second'`;

/** Asks for the deletion, and lets the 14 days pass. */
async function becomeDue(person: Person, body: object = {}): Promise<void> {
  const answer = await rest(person, "DELETE", "/me", { body: { password: PASSWORD, ...body } });
  expect(answer.status).toBe(204);
  await db().update(users).set({ deletionDueAt: isOver }).where(eq(users.id, person.id));
}

const readMessages = async (channel: ChannelView) =>
  (await rest<MessagePage>(ben.person, "GET", `/channels/${channel.id}/messages`)).body;
const listFolder = (path: string) => readdir(join(env().DATA_DIR, "files", path)).catch(() => []);

/** Everything of a person that stands anywhere in the database, as text, jobs included. */
async function searchDatabase(word: string): Promise<string[]> {
  const tables = await db().execute<{ schema: string; name: string }>(sql`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'pgboss')`);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const rows = await db().execute(
      sql`select 1 from ${sql.identifier(schema)}.${sql.identifier(name)} as entry where entry::text ilike ${`%${word}%`} limit 1`,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe("once the time is over", () => {
  test("nothing personal is left, and messages stay with their text", async () => {
    const channel = await createChannel(ben.person, { members: [ada] });
    await send(ada, channel.id, "The beans are up.");
    await rest(ada, "PATCH", "/me", {
      body: {
        bio: "Likes tellurium",
        pronouns: "xe/tellurium",
        statusText: "tellurium",
        timeZone: "Asia/Tokyo",
      },
    });
    const { body: me } = await putBody<OwnUserView>(ada, "/me/avatar", await makeImage.png());
    await addApp(ada);
    const ownedBy = { id: createId(), userId: ada.id };
    await db()
      .insert(identities)
      .values({ ...ownedBy, provider: "oidc", subject: "tellurium", label: "tellurium" });
    const change = { userId: ada.id, purpose: "change_email", lifetime: DAY } as const;
    await issueMailedToken(db(), { ...change, subject: "tellurium@parley.test" });
    await rest(ada, "POST", "/me/exports", { body: {} });
    await workOffJobs();
    const [archive] = await db().select().from(dataExports).where(eq(dataExports.userId, ada.id));
    expect(await listFolder("exports")).toContain(`${archive?.id}.zip`);

    await becomeDue(ada);
    await workOffJobs();
    await eraseDueAccounts();
    await workOffJobs();

    const row = await db().query.users.findFirst({ where: eq(users.id, ada.id) });
    expect(row).toMatchObject({
      username: `deleted-${ada.id}`,
      displayName: "Deleted user",
      email: null,
      role: "user",
      deletionDueAt: null,
      erasedAt: expect.any(Date),
      deactivatedAt: expect.any(Date),
    });
    for (const word of ["tellurium", "lovelace", ada.username, "Asia/Tokyo"])
      expect([word, await searchDatabase(word)]).toEqual([word, []]);
    const tables = [
      "passwords",
      "sessions",
      "totp_factors",
      "recovery_codes",
      "identities",
      "mailed_tokens",
      "data_exports",
    ];
    for (const name of tables) {
      const rows = await db().execute(sql`select 1 from ${sql.identifier(name)} where user_id = ${ada.id}`);
      expect([name, rows.length]).toEqual([name, 0]);
    }
    expect((await fetchFile(ben.person, me.avatarUrl!)).status).toBe(404);
    expect(await listFolder(`avatars/${me.avatarUrl!.split("/")[3]}`)).toEqual([]);
    expect(await listFolder("exports")).not.toContain(`${archive?.id}.zip`);
    const page = await readMessages(channel);
    expect(page.messages).toMatchObject([{ authorId: ada.id, body: "The beans are up.", deletedAt: null }]);
    expect(page.users).toMatchObject([{ id: ada.id, displayName: "Deleted user", avatarUrl: null, bio: "" }]);
  });

  test("nobody can log in, and name and address are free for somebody else", async () => {
    await becomeDue(ada);
    const login = { login: ada.username, password: PASSWORD };
    expect((await rest(null, "POST", "/auth/login", { body: login })).status).toBe(200);
    await eraseDueAccounts();
    for (const name of [ada.username, ada.email]) {
      const answer = await rest(null, "POST", "/auth/login", { body: { ...login, login: name } });
      expect([name, answer.status]).toEqual([name, 401]);
    }
    const body = { username: ada.username, email: ada.email, password: PASSWORD };
    expect((await rest(null, "POST", "/auth/signup", { body })).status).toBe(201);
  });

  test("who shares a channel sees it at once, and nobody else is told", async () => {
    await createChannel(ben.person, { members: [ada] });
    await becomeDue(ada);
    const { told } = await listen([ben, olga], eraseDueAccounts);
    const user = { id: ada.id, displayName: "Deleted user", deactivatedAt: expect.any(String) };
    expect(told).toMatchObject([[{ event: "user:changed", payload: { user } }], []]);
    expect((await listen([ben, olga], eraseDueAccounts)).told).toEqual([[], []]);
  });

  test("two processes at once erase it once", async () => {
    await becomeDue(ada, { deletesMessages: true });
    await Promise.all([eraseDueAccounts(), eraseDueAccounts(), eraseDueAccounts()]);
    const erasures = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.targetId, ada.id))
      .orderBy(auditLog.id);
    expect(erasures.map(({ action }) => action)).toEqual(["user.deletion.request", "user.erase"]);
  });

  test("and not before", async () => {
    await becomeDue(ada);
    await db()
      .update(users)
      .set({ deletionDueAt: sql`now() + interval '1 minute'` })
      .where(eq(users.id, ada.id));
    await eraseDueAccounts();
    expect(await db().query.users.findFirst({ where: eq(users.id, ada.id) })).toMatchObject({
      username: ada.username,
      email: ada.email,
      erasedAt: null,
    });
  });
});

describe("who wanted their messages gone as well", () => {
  test("leaves tombstones everywhere, of which members hear, and nobody else's message changes", async () => {
    const channel = await createChannel(ben.person, { members: [ada] });
    const direct = await createDirect(ada, [ben.person]);
    await send(ada, channel.id, "One");
    await send(ben.person, channel.id, "Two");
    await send(ada, channel.id, "Three");
    await send(ada, direct.id, "Between us");
    await becomeDue(ada, { deletesMessages: true });

    const { told } = await listen([ben, olga], eraseDueAccounts);
    const updates = told[0]!.filter(({ event }) => event === "message:updated");
    const tombstones = updates.map(({ payload }) => (payload as Announcements["message:updated"]).message);
    const inChannel = tombstones.filter(({ channelId }) => channelId === channel.id);
    expect(inChannel).toMatchObject([
      { seq: 1, version: 4, body: "", deletedAt: expect.any(String) },
      { seq: 3, version: 5, body: "", deletedAt: expect.any(String) },
    ]);
    const inDirect = tombstones.filter(({ channelId }) => channelId === direct.id);
    expect(inDirect).toMatchObject([{ seq: 1, version: 2, body: "", deletedAt: expect.any(String) }]);
    expect(told[1]).toEqual([]);
    expect((await readMessages(channel)).messages.map(({ body }) => body)).toEqual(["", "Two", ""]);

    const changes = `/channels/${channel.id}/changes?after=3`;
    const { body } = await rest<ChangesPage>(ben.person, "GET", changes);
    expect(body).toMatchObject({ version: 5, messages: [{ seq: 1 }, { seq: 3 }], more: false });
  });

  test("loses more of them than fit in one transaction, with versions that have no gap", async () => {
    const channel = await createChannel(ben.person, { members: [ada] });
    await sendMany(ada, channel.id, 203);
    await Promise.all([eraseMessagesOf(ada.id), eraseMessagesOf(ada.id)]);
    const { messages: rows, timelines } = await readRows(channel.id);
    const versions = rows.map((row) => Number(row["version"]));
    expect(versions).toEqual(Array.from({ length: 203 }, (_, index) => 204 + index));
    expect(Number(timelines[0]?.["version"])).toBe(406);
    expect(rows.every((row) => row["body"] === "")).toBe(true);
    // What one sends afterwards goes on from there.
    expect(await send(ben.person, channel.id)).toMatchObject({ seq: 204, version: 407 });
  });

  test("goes on where it broke off", async () => {
    const channel = await createChannel(ben.person, { members: [ada] });
    const [first] = await sendMany(ada, channel.id, 3);
    await db()
      .update(messages)
      .set({ body: "", deletedAt: new Date(), version: 4 })
      .where(eq(messages.id, first!.id));
    await db().execute(sql`update timelines set version = 4 where channel_id = ${channel.id}`);
    await becomeDue(ada, { deletesMessages: true });
    await eraseDueAccounts();
    expect((await readMessages(channel)).messages.map(({ version }) => version)).toEqual([4, 5, 6]);
  });
});

test("a link that was mailed before works no more", async () => {
  const options = { userId: ada.id, purpose: "reset_password", lifetime: DAY } as const;
  const token = await issueMailedToken(db(), options);
  expect(await findMailedToken(token, "reset_password")).not.toBeNull();
  await becomeDue(ada);
  await eraseDueAccounts();
  const body = { token, newPassword: "tungsten marmalade kettle 42" };
  expect((await rest(null, "POST", "/auth/reset-password", { body })).body.code).toBe("gone");
  expect(await db().select().from(mailedTokens).where(eq(mailedTokens.userId, ada.id))).toEqual([]);
});
