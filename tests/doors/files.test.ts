import { existsSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { env } from "#app/platform/env.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { findFileUrl } from "#app/shared/files.ts";
import { createId } from "#app/shared/ids.ts";
import { FILE_MAX_BYTES, FILES_MAX } from "#app/shared/limits.ts";
import type { FilesPage, FileView, MessageView } from "#app/shared/views.ts";
import { createChannel, type Person } from "#tests/factories.ts";
import { makeBomb, makeDrawing, makeImage, makePhoto, makePolyglot } from "#tests/images.ts";
import { people } from "#tests/people.ts";
import { openPage, rest, type Problem } from "./http-client.ts";
import { createWitness, listen, withoutWriting, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";
import { fetchFile, makeUploads, postUploads, upload } from "./uploads.ts";

withServer();

let ada: Witness, ben: Witness, olga: Witness;
let channelId: string;

beforeAll(async () => {
  [ada, ben, olga] = [
    await createWitness(people.ada),
    await createWitness(people.ben),
    await createWitness(people.olga),
  ];
  channelId = (await createChannel(ada.person, { kind: "private", members: [ben.person] })).id;
});

const TEXT = Buffer.from("Water the beds.\n");

async function put(
  person: Person,
  name = "notes.txt",
  bytes: Buffer = TEXT,
  place = channelId,
): Promise<FileView> {
  const answer = await upload(person, place, makeUploads("file", [{ name, bytes }]));
  expect(answer.status).toBe(201);
  return answer.body;
}

async function refuse(person: Person, bytes: Buffer, place = channelId): Promise<Problem> {
  return (await upload<Problem>(person, place, makeUploads("file", [{ name: "a.bin", bytes }]))).body;
}

function sendFiles<T = MessageView>(person: Person, fileIds: string[], more = {}) {
  const body = { clientId: createId(), body: "", fileIds, ...more };
  return rest<T>(person, "POST", `/channels/${channelId}/messages`, { body });
}

const statusOf = async (person: Person | null, file: FileView) =>
  (await fetchFile(person, findFileUrl(file))).status;
const isKept = (file: FileView) => existsSync(join(env().DATA_DIR, "files/files", file.id, "original"));

describe("an upload", () => {
  test("is its uploader's alone until it is sent, and the members' from then on", async () => {
    const file = await put(ada.person);
    expect(file).toMatchObject({ name: "notes.txt", bytes: TEXT.length, width: null, height: null });
    expect(await statusOf(ada.person, file)).toBe(200);
    expect(await statusOf(ben.person, file)).toBe(404);
    expect((await sendFiles(ada.person, [file.id])).status).toBe(201);
    const { bytes, headers } = await fetchFile(ben.person, findFileUrl(file));
    expect(bytes).toEqual(TEXT);
    expect(headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(await statusOf(olga.person, file)).toBe(404);
    expect(await statusOf(null, file)).toBe(401);
  });

  test("is refused where one may not write, as a message is", async () => {
    await withoutWriting(async () => {
      expect(await refuse(olga.person, TEXT)).toMatchObject({ code: "not_found" });
      expect(await refuse(ada.person, TEXT, createId())).toMatchObject({ code: "not_found" });
    });
  });

  test("that is empty, missing, too large or a bomb is refused, and says why", async () => {
    const field = (code: string) => [expect.objectContaining({ path: "file", code })];
    expect(await refuse(ada.person, Buffer.alloc(0))).toMatchObject({
      code: "invalid_input",
      errors: field("required"),
    });
    const none = await upload<Problem>(ada.person, channelId, makeUploads("other", []));
    expect(none.body).toMatchObject({ code: "invalid_input", errors: field("required") });
    const large = await refuse(ada.person, Buffer.alloc(FILE_MAX_BYTES + 1));
    expect(large).toMatchObject({ code: "too_large", errors: field("file_too_large") });
    expect(await refuse(ada.person, makeBomb())).toMatchObject({
      code: "invalid_input",
      errors: field("too_many_pixels"),
    });
    expect((await put(ada.person, "full.bin", Buffer.alloc(FILE_MAX_BYTES))).bytes).toBe(FILE_MAX_BYTES);
  });

  test.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ada\\plan.pdf", "plan.pdf"],
    ["invoice\u202egpj.exe", "invoicegpj.exe"],
    ["..", "file"],
    ["Übung – über 100 %.txt", "Übung – über 100 %.txt"],
  ])("that is called %j is called %j", async (raw, name) => {
    const file = await put(ada.person, raw);
    expect(file.name).toBe(name);
    const { headers } = await fetchFile(ada.person, findFileUrl(file));
    expect(headers.get("content-disposition")).toContain(`filename*=UTF-8''${encodeURIComponent(name)}`);
  });
});

describe("what a browser gets", () => {
  const page = Buffer.from("<!doctype html><script>alert(1)</script>");
  test.each<[string, () => Promise<Buffer> | Buffer, string, string]>([
    ["a page that calls itself a picture", () => page, "application/octet-stream", "attachment"],
    ["a drawing with a script", makeDrawing, "application/octet-stream", "attachment"],
    ["a document", () => Buffer.from("%PDF-1.7\n"), "application/pdf", "attachment"],
    ["a picture", makeImage.png, "image/png", "inline"],
    ["a moving picture", makeImage.gif, "image/gif", "inline"],
  ])("of %s can do nothing there", async (_, make, type, disposition) => {
    const file = await put(ada.person, "face.png", await make());
    const { headers } = await fetchFile(ada.person, findFileUrl(file));
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toMatch(new RegExp(`^${disposition};`));
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("sandbox");
  });

  test("of a picture that is a page as well is a picture only", async () => {
    const polyglot = await makePolyglot();
    expect(polyglot.includes("<script>")).toBe(true);
    const file = await put(ada.person, "face.html", polyglot);
    const { bytes, headers } = await fetchFile(ada.person, findFileUrl(file));
    expect(headers.get("content-type")).toMatch(/^image\//);
    expect(bytes.includes("<script>")).toBe(false);
  });

  test("of a photo is upright, and tells neither place nor camera", async () => {
    const photo = await makePhoto();
    const file = await put(ada.person, "photo.jpg", photo);
    expect(file).toMatchObject({ type: "image/jpeg", width: 200, height: 400 });
    const { bytes } = await fetchFile(ada.person, findFileUrl(file));
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes("Spyglass")).toBe(false);
  });

  test("is the part that was asked for", async () => {
    const file = await put(ada.person);
    const ask = (range: string) => fetchFile(ada.person, findFileUrl(file), { headers: { range } });
    const part = await ask("bytes=6-8");
    expect([part.status, part.bytes.toString(), part.headers.get("content-range")]).toEqual([
      206,
      "the",
      `bytes 6-8/${TEXT.length}`,
    ]);
    expect((await ask("bytes=-3")).bytes.toString()).toBe("s.\n");
    expect((await ask("bytes=99-")).status).toBe(416);
    expect((await ask("bytes=9-2")).status).toBe(200);
  });
});

describe("a message with files", () => {
  test("comes to the members with them, in the sender's order, through every door", async () => {
    const [a, b] = [await put(ada.person, "a.txt"), await put(ada.person, "b.png", await makeImage.png())];
    const byRest = await listen([ben, olga], () => sendFiles(ada.person, [b.id, a.id]));
    expect(byRest.result.body).toMatchObject({ body: "", files: [b, a] });
    expect(byRest.told[0]).toMatchObject([{ payload: { message: { files: [b, a] } } }]);
    expect(byRest.told[1]).toEqual([]);

    const c = await put(ada.person, "c.txt");
    const ask = { channelId, clientId: createId(), body: "By socket", fileIds: [c.id] };
    const bySocket = await listen([ben], () => ada.client.ask("message:send", ask));
    expect(bySocket.told[0]).toMatchObject([{ payload: { message: { body: "By socket", files: [c] } } }]);

    const fields = { intent: "send", clientId: createId(), body: "" };
    const form = makeUploads(
      "files",
      [
        { name: "d.txt", bytes: TEXT },
        { name: "e.txt", bytes: TEXT },
      ],
      fields,
    );
    const byForm = await listen([ben], () => postUploads(ada.person, `/channels/${channelId}`, form));
    expect(byForm.result.location).toBe(`/channels/${channelId}`);
    const names = [{ name: "d.txt" }, { name: "e.txt" }];
    expect(byForm.told[0]).toMatchObject([{ payload: { message: { files: names } } }]);
    expect((await openPage(ben.person, `/channels/${channelId}`)).html).toContain("e.txt");
  });

  test("is the same one when it is sent again, and its files are no other's", async () => {
    const file = await put(ada.person);
    const clientId = createId();
    const first = await sendFiles(ada.person, [file.id], { clientId });
    const again = await sendFiles(ada.person, [file.id], { clientId });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    await withoutWriting(async () => {
      const other = await sendFiles<Problem>(ada.person, [file.id]);
      expect(other.body).toMatchObject({ status: 404, code: "not_found" });
    });
  });

  test("of many at once, one has the file", async () => {
    const file = await put(ada.person);
    const answers = await Promise.all(Array.from({ length: 5 }, () => sendFiles(ada.person, [file.id])));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 404, 404, 404, 404]);
  });

  test("takes no file of somebody else, of another channel, or that there is not", async () => {
    const [mine, elsewhere] = [await put(ada.person), await put(ada.person, "x.txt", TEXT, ada.denId)];
    await withoutWriting(async () => {
      for (const [person, id] of [
        [ben.person, mine.id],
        [olga.person, mine.id],
        [ada.person, elsewhere.id],
        [ada.person, createId()],
      ] as const)
        expect((await sendFiles<Problem>(person, [id])).body).toMatchObject({ code: "not_found" });
      const bySocket = await ben.client.ask("message:send", {
        channelId,
        clientId: createId(),
        body: "Mine",
        fileIds: [mine.id],
      });
      expect(bySocket).toMatchObject({ ok: false, error: { code: "not_found" } });
    });
    expect((await sendFiles(ada.person, [mine.id])).status).toBe(201);
  });

  test("has at most ten, each once, and a text where it has none", async () => {
    const file = await put(ada.person);
    const tooMany = Array.from({ length: FILES_MAX + 1 }, createId);
    await withoutWriting(async () => {
      for (const fileIds of [[], [file.id, file.id], tooMany, ["no id"]])
        expect((await sendFiles<Problem>(ada.person, fileIds)).body).toMatchObject({ code: "invalid_input" });
      const fields = { intent: "send", clientId: createId(), body: "x".repeat(8001) };
      const form = makeUploads("files", [{ name: "a.txt", bytes: TEXT }], fields);
      expect((await postUploads(ada.person, `/channels/${channelId}`, form)).code).toBe("invalid_input");
    });
  });

  test("that is deleted takes them along, also from the disk", async () => {
    const file = await put(ada.person);
    const { body: message } = await sendFiles(ada.person, [file.id]);
    expect(isKept(file)).toBe(true);
    const { told } = await listen([ben], () => rest(ada.person, "DELETE", `/messages/${message.id}`));
    expect(told[0]).toMatchObject([{ event: "message:updated", payload: { message: { files: [] } } }]);
    expect(await statusOf(ada.person, file)).toBe(404);
    expect(await statusOf(ben.person, file)).toBe(404);
    await workOffJobs();
    expect(isKept(file)).toBe(false);
  });

  test("is not passed on, but its text is", async () => {
    const [a, b] = [await put(ada.person), await put(ada.person)];
    const pass = async (messageId: string) =>
      rest<MessageView & Problem>(ada.person, "POST", `/messages/${messageId}/forward`, {
        body: { channelId: ada.denId, clientId: createId() },
      });
    const silent = await sendFiles(ada.person, [a.id]);
    expect((await pass(silent.body.id)).body).toMatchObject({ code: "conflict" });
    const telling = await sendFiles(ada.person, [b.id], { body: "See this" });
    expect((await pass(telling.body.id)).body).toMatchObject({ forwarded: { body: "See this" }, files: [] });
  });
});

describe("the files of a channel", () => {
  test("are listed newest first, a page at a time, for its members", async () => {
    const room = await createChannel(ada.person, { members: [ben.person] });
    const sent: string[] = [];
    for (const name of ["1.txt", "2.txt", "3.txt"]) {
      const file = await put(ada.person, name, TEXT, room.id);
      const body = { clientId: createId(), body: "", fileIds: [file.id] };
      await rest(ada.person, "POST", `/channels/${room.id}/messages`, { body });
      sent.unshift(name);
    }
    await put(ada.person, "unsent.txt", TEXT, room.id);
    const list = (person: Person, query: string) =>
      rest<FilesPage & Problem>(person, "GET", `/channels/${room.id}/files?${query}`);
    const first = await list(ben.person, "limit=2");
    const rest2 = await list(ben.person, `limit=2&before=${first.body.cursor}`);
    expect([...first.body.items, ...rest2.body.items].map(({ file }) => file.name)).toEqual(sent);
    expect(rest2.body.cursor).toBeNull();
    expect((await list(olga.person, "")).body.code).toBe("forbidden");
    expect((await list(ben.person, "before=x")).body.code).toBe("invalid_input");

    const { html } = await openPage(ben.person, `/channels/${room.id}/files`);
    expect(html).toContain("3.txt");
    expect(html).not.toContain("unsent.txt");
    expect((await openPage(olga.person, `/channels/${channelId}/files`)).code).toBe("not_found");
  });
});
