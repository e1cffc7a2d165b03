import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { auditHead, auditLog } from "#app/db/schema/index.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { verifyAudit } from "#app/domain/audit/verify-audit.server.ts";
import { startEmbeddedPostgres } from "#app/platform/postgres/embedded.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { AuditPage } from "#app/shared/account-views.ts";
import { databaseUrl } from "#tests/database.ts";
import { createChannel, createPerson, createRole, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { cookieOf, openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect } from "./socket-client.ts";

withServer();

let admin: Person, ben: Person;

beforeAll(async () => {
  admin = await createPerson(people.ada, "admin");
  ben = await createPerson(people.ben);
});

beforeEach(async () => {
  await db().delete(auditLog);
  await db().update(auditHead).set({ lastId: 0, lastHash: "" });
});

const list = async (caller: Person, query = "") => rest<AuditPage>(caller, "GET", `/audit${query}`);
const entries = async (query = "") => (await list(admin, query)).body.entries;

function write(action: string, details: Record<string, unknown> = {}, by: Person | null = admin) {
  return db().transaction((transaction) =>
    recordAudit(transaction, by?.actor ?? null, { action, target: { type: "user", id: ben.id }, details }),
  );
}

async function writeMany(count: number): Promise<void> {
  for (let number = 1; number <= count; number++) await write(`act.${number}`, { number });
}

describe("an act is written down with who, what, whom, from where and in which request", () => {
  const reason = "Left – for “good” 👋";

  test("by a page", async () => {
    const cleo = await createPerson(people.cleo);
    const page = await postForm(admin, `/admin/users/${cleo.id}`, { intent: "deactivate", reason });
    expect(page.code).toBe("ok");
    expect(await entries()).toEqual([
      {
        id: 1,
        at: expect.any(String),
        actorId: admin.id,
        action: "user.deactivate",
        target: { type: "user", id: cleo.id },
        details: { reason },
        address: "127.0.0.1",
        requestId: page.headers.get("x-request-id"),
      },
    ]);
  });

  test("by REST", async () => {
    const cleo = await createPerson(people.cleo);
    const answer = await rest(admin, "PATCH", `/users/${cleo.id}`, { body: { role: "admin" } });
    expect(answer.status).toBe(200);
    expect(await entries()).toMatchObject([
      {
        actorId: admin.id,
        action: "user.role.assign",
        target: { type: "user", id: cleo.id },
        details: { from: "user", to: "admin" },
        address: "127.0.0.1",
        requestId: answer.headers.get("x-request-id"),
      },
    ]);
  });

  test("by a socket", async () => {
    const channel = await createChannel(ben);
    const message = await send(ben, channel.id);
    const client = await connect(admin);
    expect(await client.ask("message:delete", { messageId: message.id })).toMatchObject({ ok: true });
    expect(await entries()).toMatchObject([
      {
        actorId: admin.id,
        action: "message.delete",
        target: { type: "message", id: message.id },
        address: "127.0.0.1",
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });

  test("and one that is refused or changes nothing is not", async () => {
    await postForm(ben, `/admin/users/${admin.id}`, { intent: "deactivate", reason });
    await rest(admin, "PATCH", `/users/${ben.id}`, { body: { role: "user" } });
    await rest(admin, "DELETE", `/users/${ben.id}/deactivation`);
    await rest(admin, "DELETE", `/users/${ben.id}/factors`, { body: { reason: "" } });
    expect(await entries()).toEqual([]);
  });
});

describe("the audit log", () => {
  test("is read page by page, newest first", async () => {
    await writeMany(5);
    const first = (await list(admin, "?limit=2")).body;
    expect(first.entries.map(({ id }) => id)).toEqual([5, 4]);
    expect(first.hasOlder).toBe(true);
    expect(first.users.map(({ id }) => id).sort()).toEqual([admin.id, ben.id].sort());
    const second = (await list(admin, "?limit=4&before=4")).body;
    expect(second.entries.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(second.hasOlder).toBe(false);
  });

  test("is narrowed by who, what, whom and when", async () => {
    await write("first.act");
    await write("second.act", {}, ben);
    await write("third.act", {}, null);
    await db()
      .update(auditLog)
      .set({ at: new Date("2026-03-01T23:30:00Z") })
      .where(eq(auditLog.id, 1));
    const found = async (query: Record<string, string>) =>
      (await entries(`?${new URLSearchParams(query)}`)).map(({ id }) => id);
    expect(await found({ actor: admin.username })).toEqual([1]);
    expect(await found({ actor: `@${ben.username.toUpperCase()}` })).toEqual([2]);
    expect(await found({ actor: "nobody" })).toEqual([]);
    expect(await found({ action: "third.act" })).toEqual([3]);
    expect(await found({ target: ben.username })).toEqual([3, 2, 1]);
    expect(await found({ target: ben.id, action: "first.act" })).toEqual([1]);
    expect(await found({ target: admin.username })).toEqual([]);
    expect(await found({ to: "2026-03-01" })).toEqual([1]);
    expect(await found({ from: "2026-03-02" })).toEqual([3, 2]);
    expect((await list(admin, "?from=yesterday")).status).toBe(422);
  });

  test("is a page, whose days are those of the reader", async () => {
    await write("user.unlock", { reason: "<b>lost</b> {{phone}}" });
    await db()
      .update(auditLog)
      .set({ at: new Date("2026-03-01T23:30:00Z") });
    const page = await openPage(admin, "/admin/audit");
    expect(page.html).toContain("Unlocked an account");
    expect(page.html).toContain("reason: &lt;b>lost&lt;/b> {{phone}}");
    const shows = async (query: string, zone: string) => {
      const cookie = `${await cookieOf(admin.session)}; parley_time_zone=${encodeURIComponent(zone)}`;
      return (await openPage(null, `/admin/audit?${query}`, { cookie })).html.includes("{{phone}}");
    };
    expect(await shows("from=2026-03-02", "UTC")).toBe(false);
    expect(await shows("from=2026-03-02", "Europe/Berlin")).toBe(true);
    expect(await shows("to=2026-03-01", "Europe/Berlin")).toBe(false);
  });

  test("is there for nobody without the permission", async () => {
    const auditor = await createPerson(people.cleo, await createRole(["audit.read"]));
    expect((await list(auditor)).status).toBe(200);
    expect((await openPage(auditor, "/admin/audit")).status).toBe(200);
    for (const outsider of [ben, await createPerson(people.olga, await createRole(["role.manage"]))]) {
      expect((await list(outsider)).status).toBe(404);
      expect((await openPage(outsider, "/admin/audit")).status).toBe(404);
    }
  });
});

describe("the chain", () => {
  test("is whole after acts of many people at once, whatever they wrote", async () => {
    const details = {
      "10": 1e21,
      "9": [0.1, -0, null, undefined, { b: 1, a: Number.MAX_SAFE_INTEGER }],
      ä: 'e\u0301 é 👩‍👩‍👧 \\ " \u2028',
      at: new Date(),
      gone: undefined,
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => write("at.once", { index, ...details })));
    expect(await verifyAudit()).toEqual({ rows: 20, fault: null });
    expect((await entries()).map(({ id }) => id)).toEqual(
      Array.from({ length: 20 }, (_, index) => 20 - index),
    );
  });

  test("has no row of a transaction that failed", async () => {
    await writeMany(1);
    const failing = db().transaction(async (transaction) => {
      await recordAudit(transaction, admin.actor, { action: "no", target: { type: "user", id: ben.id } });
      throw new Error("It did not happen.");
    });
    await expect(failing).rejects.toThrow("It did not happen.");
    await writeMany(1);
    expect(await verifyAudit()).toEqual({ rows: 2, fault: null });
  });

  const swap = sql`update audit_log a set action = b.action, details = b.details, hash = b.hash, at = b.at
    from audit_log b where (a.id, b.id) in ((2, 3), (3, 2))`;
  test.each([
    ["a changed actor", sql`update audit_log set actor_id = ${createId()} where id = 3`, 3, /content/],
    ["changed details", sql`update audit_log set details = '{"number": 4}' where id = 3`, 3, /content/],
    ["a changed time", sql`update audit_log set at = at + interval '1 second' where id = 1`, 1, /content/],
    ["a changed hash", sql`update audit_log set hash = 'x' where id = 4`, 4, /content/],
    ["a removed first row", sql`delete from audit_log where id = 1`, 1, /missing/],
    ["a removed row", sql`delete from audit_log where id = 3`, 3, /missing/],
    ["removed last rows", sql`delete from audit_log where id >= 4`, 4, /missing.*row 5/],
    ["nothing but the head", sql`delete from audit_log`, 1, /missing.*row 5/],
    ["swapped rows", swap, 2, /content/],
    ["a head that was put back", sql`update audit_head set last_id = 4`, 5, /head/],
    ["a head of another chain", sql`update audit_head set last_hash = 'x'`, 5, /last/],
  ])("shows %s", async (_, harm, id, reason) => {
    await writeMany(5);
    expect(await verifyAudit()).toEqual({ rows: 5, fault: null });
    await db().execute(harm);
    expect(await verifyAudit()).toMatchObject({ fault: { id, reason: expect.stringMatching(reason) } });
  });

  test("shows a row that was replaced together with its own hash", async () => {
    await writeMany(3);
    const before = await db().select().from(auditLog);
    await db().delete(auditLog);
    await db().update(auditHead).set({ lastId: 0, lastHash: "" });
    await write("another.act");
    await db()
      .insert(auditLog)
      .values(before.filter(({ id }) => id > 1));
    await db()
      .update(auditHead)
      .set({ lastId: 3, lastHash: before.find(({ id }) => id === 3)?.hash });
    expect(await verifyAudit()).toMatchObject({ fault: { id: 2, reason: expect.stringContaining("row 1") } });
  });

  test("is read in pieces, however long it is", async () => {
    await db().transaction(async (transaction) => {
      for (let number = 0; number < 1100; number++)
        await recordAudit(transaction, null, { action: "many", target: { type: "user", id: ben.id } });
    });
    expect(await verifyAudit()).toEqual({ rows: 1100, fault: null });
    await db().execute(sql`update audit_log set address = 'elsewhere' where id = 1050`);
    expect(await verifyAudit()).toMatchObject({ fault: { id: 1050 } });
  });
});

describe("npm run audit:verify", () => {
  const script = resolve("scripts/audit-verify.ts");
  function verify(settings: Record<string, string>) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: "", ...settings },
    });
    return { status, said: stdout + stderr };
  }

  test("says that the chain is whole, or names the first bad row", async () => {
    const DATABASE_URL = databaseUrl();
    await writeMany(3);
    expect(verify({ DATABASE_URL })).toEqual({ status: 0, said: "3 rows, the chain is whole.\n" });
    await db().execute(sql`update audit_log set action = 'nothing' where id = 2`);
    expect(verify({ DATABASE_URL })).toEqual({
      status: 1,
      said: "The chain breaks at row 2: its content is not what was written.\n",
    });
  });

  describe("without DATABASE_URL", () => {
    const DATA_DIR = join(inject("runFolder"), `audit-${process.pid}`);
    const folder = join(DATA_DIR, "postgres");
    let server: Awaited<ReturnType<typeof startEmbeddedPostgres>>;

    beforeAll(async () => {
      await mkdir(DATA_DIR, { recursive: true });
    });
    afterAll(() => server.stop());

    test("looks into the embedded database, while Parley runs and while it does not", async () => {
      expect(verify({ DATA_DIR })).toMatchObject({
        status: 1,
        said: expect.stringMatching(/^There is no database/),
      });
      server = await startEmbeddedPostgres({ folder, database: "parley", log: () => {} });
      expect(verify({ DATA_DIR }).said).toBe("This database has no audit log. Start Parley once.\n");
      await migrateDatabase(server.url, resolve("drizzle"));
      expect(verify({ DATA_DIR })).toEqual({ status: 0, said: "0 rows, the chain is whole.\n" });
      await server.stop();
      expect(verify({ DATA_DIR })).toEqual({ status: 0, said: "0 rows, the chain is whole.\n" });
    });
  });
});
