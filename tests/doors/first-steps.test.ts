// The name of the installation, and the page that its first admin sees first: by forms alone, and by REST.
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { workspace } from "#app/db/schema/index.ts";
import { WORKSPACE_NAME_MAX } from "#app/shared/limits.ts";
import type { WorkspaceView } from "#app/shared/workspace-views.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

const TITLE = "Set up your workspace";
const step = (person: Person, intent: string, fields: Record<string, string> = {}) =>
  postForm(person, "/?index", { intent, ...fields });
const readName = async (person: Person) => (await rest<WorkspaceView>(person, "GET", "/workspace")).body.name;

describe("the first steps", () => {
  test("lead the first admin through a name, a channel and an invite, and end", async () => {
    const ada = await createPerson(people.ada, "admin");
    expect((await openPage(ada, "/")).html).toContain(TITLE);

    expect(await step(ada, "name", { name: "  Riverside garden  " })).toMatchObject({
      status: 303,
      location: "/",
    });
    expect(await readName(ada)).toBe("Riverside garden");
    await step(ada, "channel", { name: "general" });
    await step(ada, "invite");
    const { html } = await openPage(ada, "/");
    expect(html).toContain("It is called Riverside garden.");
    expect(html).toMatch(/value="[^"]*\/signup\?invite=/);
    expect(html).toContain("general");
    // Whose Parley it is stands in the title of each page.
    expect(html).toContain("Welcome · Riverside garden</title>");

    await step(ada, "finish");
    expect((await openPage(ada, "/")).html).not.toContain(TITLE);
  });

  test("keep what was typed when it is refused, beside the field", async () => {
    await db().delete(workspace);
    const ada = await createPerson(people.ada, "admin");
    const name = "n".repeat(WORKSPACE_NAME_MAX + 1);
    const page = await step(ada, "name", { name });
    expect(page.status).toBe(422);
    expect((await step(ada, "no such step")).status).toBe(400);
    expect((await step(ada, "channel", { name: " " })).status).toBe(422);
  });

  test("are nobody else's, and are over once somebody else is there", async () => {
    await db().delete(workspace);
    const [ada, ben] = [await createPerson(people.ada, "admin"), await createPerson(people.ben)];
    for (const person of [ada, ben]) expect((await openPage(person, "/")).html).not.toContain(TITLE);
    expect((await step(ben, "name", { name: "Mine" })).status).toBe(404);
    expect((await step(ben, "finish")).status).toBe(404);
    expect(await readName(ben)).toBe("");
  });
});

describe("the name of the workspace", () => {
  let admin: Person, ben: Person;

  beforeEach(async () => {
    await db().delete(workspace);
    [admin, ben] = [await createPerson(people.ada, "admin"), await createPerson(people.ben)];
  });

  test("is changed by the page of admins and by REST, and shown to everybody", async () => {
    expect((await postForm(admin, "/admin/workspace", { name: "Garden <b>club</b>" })).status).toBe(200);
    const { html } = await openPage(ben, "/channels");
    expect(html).toContain("Garden &lt;b>club&lt;/b>");
    expect(html).not.toContain("<b>club</b>");
    const answer = await rest<WorkspaceView>(admin, "PATCH", "/workspace", { body: { name: "" } });
    expect(answer).toMatchObject({ status: 200, body: { name: "" } });
    expect((await openPage(ben, "/channels")).html).toContain("· Parley</title>");
  });

  test.each([["a\u0000b"], ["two\nlines"], ["\ud800"], [5], [null]])("is not %j", async (name) => {
    const answer = await rest(admin, "PATCH", "/workspace", { body: { name } });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "invalid_input", errors: [{ path: "name" }] },
    });
    expect(await readName(admin)).toBe("");
  });

  test("is not changed by anybody else, and not told to strangers", async () => {
    expect((await rest(ben, "PATCH", "/workspace", { body: { name: "Mine" } })).body.code).toBe("not_found");
    expect((await postForm(ben, "/admin/workspace", { name: "Mine" })).status).toBe(404);
    expect((await openPage(ben, "/admin/workspace")).status).toBe(404);
    expect((await rest(null, "GET", "/workspace")).body.code).toBe("unauthenticated");
    expect(await readName(admin)).toBe("");
  });
});
