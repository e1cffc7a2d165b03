import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { unzipSync } from "fflate";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { db } from "#app/db/client.server.ts";
import { dataExports, mailedTokens, passkeys, users } from "#app/db/schema/index.ts";
import { sweepExports } from "#app/domain/exports/remove-exports.server.ts";
import { uploadFile } from "#app/domain/files/upload-file.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { env } from "#app/platform/env.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import type { ExportView } from "#app/shared/account-views.ts";
import { createId } from "#app/shared/ids.ts";
import type { FileView, OwnUserView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import {
  createChannel,
  createDirect,
  createPerson,
  openSession,
  send,
  type Person,
} from "#tests/factories.ts";
import { addApp, forgetProof } from "#tests/factors.ts";
import { makeImage, readColour } from "#tests/images.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { fetchFile, putBody } from "./uploads.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person, ben: Person, olga: Person;

beforeAll(async () => {
  [ben, olga] = await Promise.all([createPerson(people.ben), createPerson(people.olga)]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => setEnvironment());

const ask = (person: Person, body: object = {}) => rest<ExportView>(person, "POST", "/me/exports", { body });
const list = async (person: Person) => (await rest<ExportView[]>(person, "GET", "/me/exports")).body;
const listArchives = () => readdir(join(env().DATA_DIR, "files/exports")).catch(() => []);

/** Has an export made, and returns the path of the link in the newest mail. */
async function makeExport(person: Person): Promise<string> {
  expect((await ask(person)).status).toBe(202);
  await workOffJobs();
  const mails = (await readMails(person.email)).filter(({ text }) => text.includes("/exports?token="));
  const { pathname, search } = new URL(findLink(mails.at(-1)!));
  return pathname + search;
}

/** The files of somebody's archive, as text. */
async function unpack(person: Person, path: string): Promise<Record<string, string>> {
  const { status, bytes } = await fetchFile(person, path);
  expect(status).toBe(200);
  const files = Object.entries(unzipSync(new Uint8Array(bytes)));
  return Object.fromEntries(files.map(([name, content]) => [name, Buffer.from(content).toString()]));
}

/** No file, but the page where another one can be asked for. */
async function expectGone(person: Person, path: string): Promise<void> {
  const { status, headers, bytes } = await fetchFile(person, path);
  expect({ status, location: headers.get("location") }).toEqual({
    status: 302,
    location: "/settings/account?link=gone",
  });
  expect(bytes).toHaveLength(0);
  const { html } = await openPage(person, "/settings/account?link=gone");
  expect(html).toContain("This link was used already, or it is too old.");
}

const parseLines = (text: string | undefined) =>
  (text ?? "")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { body: string });
const bodiesIn = (text: string | undefined) => parseLines(text).map(({ body }) => body);

/** A message with a file. */
async function sendFile({ actor }: Person, channelId: string, name: string): Promise<FileView> {
  const file = await uploadFile(actor, { channelId, name, bytes: Buffer.from(`In ${name}`) });
  await sendMessage(actor, { channelId, clientId: createId(), body: "See", fileIds: [file.id] });
  return file;
}

describe("an export", () => {
  test("holds what is one's own, everywhere", async () => {
    await rest(ada, "PATCH", "/me", { body: { bio: "Counts.", locale: "de", timeZone: "Asia/Tokyo" } });
    const channel = await createChannel(ben, { members: [ada], name: "export beans" });
    await send(ada, channel.id, "Mine — “quoted”\nand broken");
    await send(ben, channel.id, "Ben's own words");
    const [mine] = [await sendFile(ada, channel.id, "mine.txt"), await sendFile(ben, channel.id, "bens.txt")];
    const direct = await createDirect(ada, [ben]);
    await send(ada, direct.id, "Between us");
    await send(ben, direct.id, "Ben's secret answer");
    const left = await createChannel(ben, { members: [ada], name: "export left" });
    await send(ada, left.id, "Before I left");
    await leaveChannel(ada.actor, left.id);
    await rest(ben, "PATCH", "/me", { body: { bio: "Ben's bio" } });

    const files = await unpack(ada, await makeExport(ada));
    expect(Object.keys(files).sort()).toEqual(
      [
        "README.txt",
        "account.json",
        "channels.json",
        "personal.json",
        "sessions.json",
        ...[channel, direct, left].map(({ id }) => `messages/${id}.jsonl`),
        `files/${mine.id}/mine.txt`,
      ].sort(),
    );
    expect(files[`files/${mine.id}/mine.txt`]).toBe("In mine.txt");
    for (const name of [
      "account.json",
      "sessions.json",
      "channels.json",
      "personal.json",
      "messages/<id>.jsonl",
      "avatar.webp",
    ])
      expect(files["README.txt"]).toContain(name);
    expect(JSON.parse(files["account.json"]!)).toMatchObject({
      id: ada.id,
      username: ada.username,
      email: ada.email,
      bio: "Counts.",
      locale: "de",
      timeZone: "Asia/Tokyo",
    });
    expect(JSON.parse(files["sessions.json"]!)).toMatchObject([{ userAgent: "tests", address: "127.0.0.1" }]);
    const channels = JSON.parse(files["channels.json"]!) as { id: string }[];
    expect(channels.find(({ id }) => id === channel.id)).toMatchObject({
      name: "export beans",
      role: "member",
    });
    expect(channels.find(({ id }) => id === left.id)).toMatchObject({ name: "export left", role: null });
    expect(channels.find(({ id }) => id === direct.id)).toMatchObject({
      kind: "direct",
      people: expect.arrayContaining([people.ada.displayName, people.ben.displayName]),
    });
    expect(bodiesIn(files[`messages/${channel.id}.jsonl`])).toEqual(["Mine — “quoted”\nand broken", "See"]);
    expect(bodiesIn(files[`messages/${direct.id}.jsonl`])).toEqual(["Between us"]);
    expect(bodiesIn(files[`messages/${left.id}.jsonl`])).toEqual(["Before I left"]);
  });

  test("holds nothing secret, and nothing of other people but what they are called", async () => {
    const direct = await createDirect(ada, [ben]);
    await send(ben, direct.id, "Ben's secret answer");
    const hidden = await createChannel(ben, { kind: "private", name: "export hideout" });
    await send(ben, hidden.id, "Not for Ada");
    const app = await addApp(ada);
    const key = { id: "credential-id", userId: ada.id, name: "My key", publicKey: "public-key", counter: 0 };
    await db()
      .insert(passkeys)
      .values({ ...key, transports: [] });

    const files = await unpack(ada, await makeExport(ada));
    const account = JSON.parse(files["account.json"]!) as object;
    expect(account).toMatchObject({
      passkeys: [{ name: "My key" }],
      unusedRecoveryCodes: app.recoveryCodes.length,
    });
    const everything = Object.values(files).join("\n");
    const { secret } = (await db().query.totpFactors.findFirst({
      where: (table) => eq(table.userId, ada.id),
    }))!;
    const secrets = [app.secret, secret, ...app.recoveryCodes, "credential-id", "public-key", "$2b$"];
    const tokens = [ada.session.accessToken, ada.session.refreshToken];
    const others = ["Ben's secret answer", "export hideout", "Not for Ada", ben.email, ben.username, olga.id];
    for (const text of [...secrets, ...tokens, ...others])
      expect([text, everything.includes(text)]).toEqual([text, false]);
  });

  test("holds the picture, and every message of a long conversation in order", async () => {
    const avatar = await putBody<OwnUserView>(ada, "/me/avatar", await makeImage.png());
    expect(avatar.status).toBe(200);
    const channel = await createChannel(ada);
    await db().execute(sql`
      insert into messages (id, channel_id, seq, version, author_id, client_id, body, text_no)
      select gen_random_uuid(), ${channel.id}, n, n, ${ada.id}, gen_random_uuid(), 'note ' || n, n from generate_series(1, 1001) n`);
    const path = await makeExport(ada);
    const { bytes } = await fetchFile(ada, path);
    const files = unzipSync(new Uint8Array(bytes));
    expect(await readColour(Buffer.from(files["avatar.webp"]!), 0.5, 0.1)).toBe("red");
    const bodies = bodiesIn(Buffer.from(files[`messages/${channel.id}.jsonl`]!).toString());
    expect(bodies).toEqual(Array.from({ length: 1001 }, (_, index) => `note ${index + 1}`));
  });

  test("is a file to be kept, and to be opened by nothing", async () => {
    const path = await makeExport(ada);
    const { headers, bytes } = await fetchFile(ada, path);
    expect(headers.get("content-type")).toBe("application/zip");
    expect(headers.get("content-disposition")).toBe('attachment; filename="parley-export.zip"');
    expect(headers.get("content-length")).toBe(String(bytes.length));
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("its link", () => {
  test("may be followed again, and a scanner that looks at it uses nothing up", async () => {
    const path = await makeExport(ada);
    expect(await fetchFile(ada, path, { method: "HEAD" })).toMatchObject({
      status: 200,
      bytes: Buffer.alloc(0),
    });
    expect((await fetchFile(null, path, { method: "HEAD" })).status).toBe(302);
    for (let time = 0; time < 2; time++) await unpack(ada, path);
    await unpack({ ...ada, session: await openSession(ada) }, path);
  });

  test("gives nothing to anybody else, with or without a session", async () => {
    const path = await makeExport(ada);
    await expectGone(olga, path);
    const nobody = await fetchFile(null, path);
    expect(nobody.status).toBe(302);
    expect(nobody.headers.get("location")).toBe(`/login?next=${encodeURIComponent(path)}`);
    expect(nobody.bytes).toHaveLength(0);
    for (const token of ["", "?token=", "?token=nonsense", `?token=${"x".repeat(5000)}`, "?token=%00"])
      await expectGone(ada, `/exports${token}`);
    // A link of another kind opens no export either.
    const isAdas = eq(mailedTokens.userId, ada.id);
    await db().update(mailedTokens).set({ purpose: "reset_password" }).where(isAdas);
    await expectGone(ada, path);
  });

  test("ends with its time, and the file goes", async () => {
    const path = await makeExport(ada);
    const [{ id } = { id: "" }] = await list(ada);
    await sweepExports();
    await workOffJobs();
    expect(await listArchives()).toContain(`${id}.zip`);
    await db()
      .update(dataExports)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(dataExports.id, id));
    await expectGone(ada, path);
    expect(await list(ada)).toEqual([]);
    await sweepExports();
    await workOffJobs();
    expect(await listArchives()).not.toContain(`${id}.zip`);
  });

  test("ends when there is a newer one, and the older file goes", async () => {
    const [first, firstId] = [await makeExport(ada), (await list(ada))[0]?.id];
    const second = await makeExport(ada);
    await workOffJobs();
    await expectGone(ada, first);
    await unpack(ada, second);
    expect(await list(ada)).toHaveLength(1);
    expect(await listArchives()).not.toContain(`${firstId}.zip`);
  });

  test("works for who is about to leave", async () => {
    const path = await makeExport(ada);
    await rest(ada, "DELETE", "/me", { body: { password: PASSWORD } });
    const files = await unpack({ ...ada, session: await openSession(ada) }, path);
    expect(Object.keys(files)).toContain("account.json");
  });
});

describe("asking for an export", () => {
  test("is answered at once, and shows on the page how far it is", async () => {
    const before = await openPage(ada, "/settings/account");
    expect(before.html).not.toContain("Asked for");
    const page = await postForm(ada, "/settings/account", { intent: "export" });
    expect(page.code).toBe("ok");
    expect(page.html).toContain("Being made.");
    expect(await list(ada)).toMatchObject([{ state: "in_progress", expiresAt: null, bytes: null }]);
    await workOffJobs();
    expect((await openPage(ada, "/settings/account")).html).toMatch(/Ready until .* kB\)/);
    expect(await list(ada)).toMatchObject([{ state: "ready", expiresAt: expect.any(String) }]);
    expect(await list(olga)).toEqual([]);
  });

  test("again while one is being made gets that one, and one mail", async () => {
    const [first, second] = await Promise.all([ask(ada), ask(ada)]);
    expect(second.body.id).toBe(first.body.id);
    await workOffJobs();
    expect(await readMails(ada.email)).toHaveLength(1);
  });

  test.each([
    ["without a proof", {}, "required"],
    ["with a wrong password", { password: "wrong password" }, "wrong_password"],
  ])("%s is refused when the last proof is old", async (_, body, code) => {
    await forgetProof(ada);
    expect((await rest(ada, "POST", "/me/exports", { body })).body).toMatchObject({
      code: "invalid_input",
      errors: [{ path: "password", code }],
    });
    const page = await postForm(ada, "/settings/account", { intent: "export", ...body });
    expect(page.code).toBe("invalid_input");
    expect(await list(ada)).toEqual([]);
    expect((await ask(ada, { password: PASSWORD })).status).toBe(202);
  });

  test("is nothing for who is not signed in", async () => {
    expect((await rest(null, "POST", "/me/exports", { body: {} })).body.code).toBe("unauthenticated");
  });

  test("too often is refused", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.3" });
    await makeExport(ada);
    expect((await rest(ada, "POST", "/me/exports", { body: {} })).body.code).toBe("rate_limited");
    expect((await ask(await createPerson(people.cleo))).status).toBe(202);
  });

  test("that fails is shown as failed, and can be done again", async () => {
    // A picture whose files are gone: the archive cannot be made as it should be.
    await putBody(ada, "/me/avatar", await makeImage.png());
    const real = (await db().query.users.findFirst({ where: eq(users.id, ada.id) }))!.avatarId;
    await db()
      .update(users)
      .set({ avatarId: sql`gen_random_uuid()` })
      .where(eq(users.id, ada.id));
    await ask(ada);
    await expect(workOffJobs()).rejects.toThrow("A file is not there any more.");
    expect(await list(ada)).toMatchObject([{ state: "failed", expiresAt: null }]);
    expect((await openPage(ada, "/settings/account")).html).toContain("This did not work.");
    expect(await readMails(ada.email)).toEqual([]);

    await db().update(users).set({ avatarId: real }).where(eq(users.id, ada.id));
    await unpack(ada, await makeExport(ada));
    expect((await list(ada)).map(({ state }) => state)).toEqual(["ready", "failed"]);
  });

  test("and leaving before it is made ends it", async () => {
    const { body } = await ask(ada);
    await db().delete(dataExports).where(eq(dataExports.id, body.id));
    await workOffJobs();
    expect(await readMails(ada.email)).toEqual([]);
    expect(await listArchives()).not.toContain(`${body.id}.zip`);
  });
});
