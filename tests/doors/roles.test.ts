import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, roles } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { PERMISSIONS, USER_PERMISSIONS, type Permission } from "#app/shared/permissions.ts";
import type { RoleView } from "#app/shared/account-views.ts";
import { createChannel, createPerson, createRole, type Person } from "#tests/factories.ts";
import { addApp } from "#tests/factors.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect, refusal } from "./socket-client.ts";

withServer();

let admin: Person, manager: Person, ben: Person;

beforeAll(async () => {
  admin = await createPerson(people.ada, "admin");
  manager = await createPerson(
    people.cleo,
    await createRole(["role.manage", "message.send", "channel.join"]),
  );
  ben = await createPerson(people.ben);
});

beforeEach(async () => {
  await db()
    .update(roles)
    .set({ permissions: [...USER_PERMISSIONS], requiresSecondFactor: false })
    .where(eq(roles.name, "user"));
});

const freshName = () => `role-${createId().slice(-8)}`;
const create = (caller: Person, body: unknown) => rest<RoleView>(caller, "POST", "/roles", { body });
const change = (caller: Person, name: string, body: unknown) =>
  rest<RoleView>(caller, "PATCH", `/roles/${name}`, { body });
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string } | undefined)?.code ?? "ok";
const find = (name: string) => db().query.roles.findFirst({ where: eq(roles.name, name) });

/** The fields of the page's form, with these permissions checked. */
function fill(name: string, permissions: Permission[], more: Record<string, string> = {}) {
  return {
    name,
    ...Object.fromEntries(permissions.map((permission) => [`can:${permission}`, "on"])),
    ...more,
  };
}

describe("the roles", () => {
  test("are listed with what they allow and how many have them, the built-in ones first", async () => {
    const { body } = await rest<RoleView[]>(admin, "GET", "/roles");
    expect(body.slice(0, 2)).toMatchObject([
      { name: "admin", permissions: [...PERMISSIONS], isBuiltIn: true, memberCount: 1 },
      { name: "user", permissions: [...USER_PERMISSIONS], isBuiltIn: true, requiresSecondFactor: false },
    ]);
    expect(body.find(({ name }) => name === manager.actor.role)).toMatchObject({
      permissions: ["channel.join", "message.send", "role.manage"],
      isBuiltIn: false,
      memberCount: 1,
    });
    const page = await openPage(admin, "/admin/roles");
    expect(page.html).toContain(manager.actor.role);
  });

  test("are nobody's business without role.manage", async () => {
    const other = await createPerson(people.olga, await createRole(["user.role.assign", "audit.read"]));
    const before = await db().select().from(roles);
    for (const outsider of [ben, other]) {
      expect(codeOf(await rest(outsider, "GET", "/roles"))).toBe("not_found");
      expect(codeOf(await create(outsider, { name: freshName(), permissions: [] }))).toBe("not_found");
      expect(codeOf(await change(outsider, "user", { permissions: [] }))).toBe("not_found");
      expect(codeOf(await rest(outsider, "DELETE", `/roles/${manager.actor.role}`))).toBe("not_found");
      expect((await openPage(outsider, "/admin/roles")).code).toBe("not_found");
      expect((await openPage(outsider, "/admin/roles/user")).code).toBe("not_found");
      expect((await postForm(outsider, "/admin/roles", fill(freshName(), []))).code).toBe("not_found");
    }
    expect(await db().select().from(roles)).toEqual(before);
  });
});

describe("a new role", () => {
  test("is made by REST and by the page, and written down", async () => {
    const name = freshName();
    const answer = await create(admin, {
      name,
      permissions: ["audit.read", "channel.join", "audit.read"],
      requiresSecondFactor: true,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      name,
      permissions: ["channel.join", "audit.read"],
      requiresSecondFactor: true,
      isBuiltIn: false,
      memberCount: 0,
    });
    const [entry] = await db().select().from(auditLog).where(eq(auditLog.targetId, name));
    expect(entry).toMatchObject({ action: "role.create", actorId: admin.id });

    const second = freshName();
    const page = await postForm(admin, "/admin/roles", fill(second, ["user.unlock"]));
    expect(page).toMatchObject({ status: 303, location: "/admin/roles" });
    expect(await find(second)).toMatchObject({ permissions: ["user.unlock"], requiresSecondFactor: false });
  });

  test.each([
    ["", "required"],
    ["a", "too_short"],
    ["a".repeat(33), "too_long"],
    ["Help", "bad_role_name"],
    ["help desk", "bad_role_name"],
    ["help\0", "bad_role_name"],
    ["hélp", "bad_role_name"],
    [undefined, "required"],
    [7, "wrong_type"],
  ])("cannot be called %j", async (name, code) => {
    const { body } = await rest(admin, "POST", "/roles", { body: { name, permissions: [] } });
    expect(body).toMatchObject({ code: "invalid_input", errors: [{ path: "name", code }] });
  });

  test("cannot allow what there is not", async () => {
    for (const permissions of [["everything"], "audit.read", Array(1000).fill("audit.read"), undefined])
      expect(codeOf(await create(admin, { name: freshName(), permissions }))).toBe("invalid_input");
  });

  test("needs a name of its own, also of two made at once", async () => {
    const name = freshName();
    const answers = await Promise.all([
      create(admin, { name, permissions: [] }),
      create(admin, { name, permissions: [] }),
    ]);
    expect(answers.map(codeOf).sort()).toEqual(["conflict", "ok"]);
    for (const taken of [name, "admin", "user"]) {
      const { body } = await rest(admin, "POST", "/roles", { body: { name: taken, permissions: [] } });
      expect(body).toMatchObject({ code: "conflict", errors: [{ path: "name", code: "taken" }] });
    }
  });

  test("cannot allow what its maker may not do", async () => {
    const name = freshName();
    expect(codeOf(await create(manager, { name, permissions: ["message.send", "audit.read"] }))).toBe(
      "forbidden",
    );
    expect((await postForm(manager, "/admin/roles", fill(name, ["audit.read"]))).code).toBe("forbidden");
    expect(await find(name)).toBeUndefined();
    expect(codeOf(await create(manager, { name, permissions: ["message.send"] }))).toBe("ok");
  });

  test("that is refused comes back as it was filled in", async () => {
    const page = await postForm(
      admin,
      "/admin/roles",
      fill("Not A Name", ["audit.read"], { requiresSecondFactor: "on" }),
    );
    expect(page.status).toBe(422);
    expect(page.html).toContain("Use small letters, digits and - only.");
    expect(page.html).toContain('value="Not A Name"');
    const box = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.html)?.[0];
    expect(box("can:audit.read")).toContain("checked");
    expect(box("requiresSecondFactor")).toContain("checked");
    expect(box("can:message.send")).not.toContain("checked");
  });
});

describe("a changed role", () => {
  test("counts at once, in open sessions and on open sockets of those who have it, and of nobody else", async () => {
    const role = await createRole(["message.send", "channel.join"]);
    const [cleo, olga] = [await createPerson(people.cleo, role), await createPerson(people.olga)];
    const channel = await createChannel(ben, { members: [cleo, olga] });
    const say = () => ({ channelId: channel.id, clientId: createId(), body: "Hello" });
    const [client, other] = [await connect(cleo), await connect(olga)];
    expect((await client.ask("message:send", say())).ok).toBe(true);

    expect(codeOf(await change(admin, role, { permissions: ["channel.join"] }))).toBe("ok");
    await expect.poll(() => client.socket.connected).toBe(false);
    expect(client.heard("session:ended")).toEqual([]);
    const again = await connect(cleo);
    expect(await again.ask("message:send", say())).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(codeOf(await rest(cleo, "POST", `/channels/${channel.id}/messages`, { body: say() }))).toBe(
      "forbidden",
    );
    expect((await postForm(cleo, `/channels/${channel.id}`, { intent: "send", ...say() })).code).toBe(
      "forbidden",
    );
    expect((await other.ask("message:send", say())).ok).toBe(true);

    expect(codeOf(await change(admin, role, { permissions: ["channel.join", "message.send"] }))).toBe("ok");
    expect(codeOf(await rest(cleo, "POST", `/channels/${channel.id}/messages`, { body: say() }))).toBe("ok");
  });

  test("that needs a second factor lets those without one only set it up, sockets included", async () => {
    const role = await createRole(["message.send"]);
    const [cleo, olga] = [await createPerson(people.cleo, role), await createPerson(people.olga)];
    const client = await connect(cleo);
    const page = await postForm(admin, `/admin/roles/${role}`, {
      intent: "save",
      ...fill(role, ["message.send"], { requiresSecondFactor: "on" }),
    });
    expect(page.html).toContain("Saved.");
    await expect.poll(() => client.socket.connected).toBe(false);
    expect(await refusal({ auth: { token: cleo.session.accessToken } })).toMatchObject({ code: "forbidden" });
    expect(codeOf(await rest(cleo, "GET", "/channels"))).toBe("forbidden");
    expect((await openPage(cleo, "/search")).location).toBe("/settings/security/second-factor");
    expect(codeOf(await rest(olga, "GET", "/channels"))).toBe("ok");
  });

  test("may be called otherwise, and its people keep it", async () => {
    const role = await createRole(["message.send"]);
    const [cleo, name] = [await createPerson(people.cleo, role), freshName()];
    const page = await postForm(admin, `/admin/roles/${role}`, {
      intent: "save",
      ...fill(name, ["message.send"]),
    });
    expect(page).toMatchObject({ status: 303, location: `/admin/roles/${name}` });
    expect((await rest<{ role: string }>(admin, "GET", `/users/${cleo.id}`)).body.role).toBe(name);
    expect(codeOf(await change(admin, role, { permissions: [] }))).toBe("not_found");
    expect(codeOf(await change(admin, name, { name: "user" }))).toBe("conflict");
  });

  test("is written down with what was given and taken, and only if anything was", async () => {
    const role = await createRole(["message.send", "channel.join"]);
    await change(admin, role, { permissions: ["message.send", "channel.join"], requiresSecondFactor: false });
    await change(admin, role, { permissions: ["message.send", "user.search"] });
    const rows = await db().select().from(auditLog).where(eq(auditLog.targetId, role));
    expect(rows).toMatchObject([
      {
        action: "role.update",
        details: { permissions: { given: ["user.search"], taken: ["channel.join"] } },
      },
    ]);
  });

  test("cannot be given or taken what the one who changes it may not do", async () => {
    const weak = await createRole(["message.send"]);
    const strong = await createRole(["message.send", "audit.read"]);
    expect(codeOf(await change(manager, weak, { permissions: ["audit.read"] }))).toBe("forbidden");
    for (const body of [
      { permissions: ["message.send"] },
      { name: freshName() },
      { requiresSecondFactor: true },
    ])
      expect(codeOf(await change(manager, strong, body))).toBe("forbidden");
    expect(codeOf(await rest(manager, "DELETE", `/roles/${strong}`))).toBe("forbidden");
    expect(codeOf(await change(manager, "admin", { requiresSecondFactor: true }))).toBe("forbidden");
    expect(await find(weak)).toMatchObject({ permissions: ["message.send"] });
    expect(await find(strong)).toMatchObject({ permissions: ["message.send", "audit.read"] });
    expect(codeOf(await change(manager, weak, { permissions: ["channel.join"] }))).toBe("ok");
  });
});

describe("the need for a second factor", () => {
  test("is lifted by admins alone, and no role without it is made by who has it", async () => {
    const own = await createRole(["role.manage", "message.send"], true);
    const cleo = await createPerson(people.cleo, own);
    await addApp(cleo);
    const strict = await createRole(["message.send"], true);
    for (const [by, name] of [
      [cleo, own],
      [cleo, strict],
      [manager, strict],
    ] as const)
      expect(codeOf(await change(by, name, { requiresSecondFactor: false }))).toBe("forbidden");
    const body = { name: freshName(), permissions: ["message.send"] };
    expect(codeOf(await create(cleo, body))).toBe("forbidden");
    expect(await find(body.name)).toBeUndefined();
    expect(await find(own)).toMatchObject({ requiresSecondFactor: true });
    expect(codeOf(await create(cleo, { ...body, requiresSecondFactor: true }))).toBe("ok");
    expect(codeOf(await create(manager, { ...body, name: freshName() }))).toBe("ok");
    expect(codeOf(await change(admin, strict, { requiresSecondFactor: false }))).toBe("ok");
  });
});

describe("a built-in role", () => {
  test("user may allow something else and need a second factor, and keeps its name", async () => {
    const permissions = [...USER_PERMISSIONS, "invite.create"];
    expect((await change(admin, "user", { permissions })).body.permissions).toEqual(permissions);
    expect(codeOf(await change(admin, "user", { requiresSecondFactor: true }))).toBe("ok");
    expect(codeOf(await change(admin, "user", { name: freshName() }))).toBe("conflict");
    expect(codeOf(await rest(admin, "DELETE", "/roles/user"))).toBe("conflict");
    expect(await find("user")).toMatchObject({ permissions, requiresSecondFactor: true });
  });

  test("admin allows everything, whatever anybody asks for", async () => {
    expect(codeOf(await change(admin, "admin", { permissions: ["message.send"] }))).toBe("conflict");
    expect(codeOf(await change(admin, "admin", { name: freshName() }))).toBe("conflict");
    expect(codeOf(await rest(admin, "DELETE", "/roles/admin"))).toBe("conflict");
    // Its form has no permissions, and taking none is no change.
    const page = await postForm(admin, "/admin/roles/admin", { intent: "save" });
    expect(page.html).toContain("Saved.");
    expect(codeOf(await rest(admin, "GET", "/audit"))).toBe("ok");
  });
});

describe("deleting a role", () => {
  test("takes it away once nobody has it", async () => {
    const role = await createRole(["message.send"]);
    const cleo = await createPerson(people.cleo, role);
    expect(codeOf(await rest(admin, "DELETE", `/roles/${role}`))).toBe("conflict");
    const page = await postForm(admin, `/admin/roles/${role}`, { intent: "delete" });
    expect(page.html).toContain("Somebody still has this role.");
    await rest(admin, "PATCH", `/users/${cleo.id}`, { body: { role: "user" } });
    expect((await rest(admin, "DELETE", `/roles/${role}`)).status).toBe(204);
    expect(codeOf(await rest(admin, "DELETE", `/roles/${role}`))).toBe("not_found");
    expect((await openPage(admin, `/admin/roles/${role}`)).code).toBe("not_found");
  });

  test("while it is being handed out leaves nobody without a role", async () => {
    const role = await createRole([]);
    const cleo = await createPerson(people.cleo);
    const [deleted, assigned] = await Promise.all([
      rest(admin, "DELETE", `/roles/${role}`),
      rest(admin, "PATCH", `/users/${cleo.id}`, { body: { role } }),
    ]);
    const outcome = [codeOf(deleted), codeOf(assigned)];
    expect([
      ["ok", "invalid_input"],
      ["conflict", "ok"],
    ]).toContainEqual(outcome);
  });

  test("of a name that could never be one finds nothing", async () => {
    for (const name of ["%00", "%ff", "no-such-role", "x".repeat(5000)]) {
      const { status } = await rest(admin, "DELETE", `/roles/${name}`);
      expect([400, 404]).toContain(status);
    }
  });
});
