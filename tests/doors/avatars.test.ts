import { readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { env } from "#app/platform/env.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { AVATAR_MAX_BYTES, BODY_MAX_BYTES } from "#app/shared/limits.ts";
import type { OwnUserView, UserView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { makeBomb, makeDrawing, makeImage, makeTruncated, readColour } from "#tests/images.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { createWitness, listen } from "./observe.ts";
import { fetchFile, makeForm, postFiles, putBody } from "./uploads.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person, olga: Person;
let png: Buffer;

beforeAll(async () => {
  olga = await createPerson(people.olga);
  png = await makeImage.png();
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => setEnvironment());

const upload = (person: Person, body: Buffer | ReturnType<typeof makeForm> = png, type?: string) =>
  putBody<OwnUserView>(person, "/me/avatar", body, type);
const avatarOf = async (person: Person) =>
  (await rest<UserView>(olga, "GET", `/users/${person.id}`)).body.avatarUrl;

/** Gives somebody a picture and returns its address. */
async function givePicture(person: Person): Promise<string> {
  const { status, body } = await upload(person);
  expect(status).toBe(200);
  return body.avatarUrl!;
}

/** The files that are kept of the picture at an address. */
async function listFiles(url: string): Promise<string[]> {
  return readdir(join(env().DATA_DIR, "files/avatars", url.split("/")[3]!)).catch(() => []);
}

describe("a picture", () => {
  test.each(["jpeg", "png", "webp", "gif", "avif"] as const)(
    "is taken as %s, whatever it calls itself, and shown to whoever is signed in",
    async (format) => {
      const { body } = await upload(ada, await makeImage[format](), "text/plain");
      expect(await avatarOf(ada)).toBe(body.avatarUrl);
      const file = await fetchFile(olga, body.avatarUrl!);
      expect(file.status).toBe(200);
      expect(await sharp(file.bytes).metadata()).toMatchObject({ format: "webp", width: 128, height: 128 });
      expect(await readColour(file.bytes, 0.5, 0.1)).toBe("red");
    },
  );

  test("is taken from a form as well", async () => {
    const { status, body } = await upload(ada, makeForm({ other: "field" }, { avatar: png }));
    expect(status).toBe(200);
    expect((await fetchFile(ada, body.avatarUrl!)).status).toBe(200);
  });

  test("has an address that stays the same image, so a browser may keep it and can take it for nothing else", async () => {
    const { headers, bytes } = await fetchFile(ada, await givePicture(ada));
    expect(headers.get("content-type")).toBe("image/webp");
    expect(headers.get("content-length")).toBe(String(bytes.length));
    expect(headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });

  test.each([64, 128, 256])("is there with an edge of %d", async (size) => {
    const url = (await givePicture(ada)).replace(/128$/, String(size));
    for (const path of [url, `${url}.webp`])
      expect(await sharp((await fetchFile(ada, path)).bytes).metadata()).toMatchObject({ width: size });
    const head = await fetchFile(ada, url, { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
  });

  test("is shown to a program by its token", async () => {
    const authorization = `Bearer ${olga.session.accessToken}`;
    const file = await fetchFile(null, await givePicture(ada), { headers: { authorization } });
    expect(file.status).toBe(200);
  });

  test("is nothing to who is not signed in", async () => {
    const url = await givePicture(ada);
    const attempts: Record<string, string>[] = [
      {},
      { authorization: "Bearer nonsense" },
      { cookie: "parley_access=nonsense" },
    ];
    for (const headers of attempts) {
      const file = await fetchFile(null, url, { headers });
      expect(file.status).toBe(401);
      expect(file.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("is at no other address", async () => {
    const [, , userId, avatarId] = (await givePicture(ada)).split("/");
    const paths = [
      `${userId}/${avatarId}/32`,
      `${userId}/${avatarId}/128.png`,
      `${userId}/${avatarId}/..%2f128`,
      `${userId}/${createId()}/128`,
      `${olga.id}/${avatarId}/128`,
      `${createId()}/${avatarId}/128`,
      `${userId}/..%2f${avatarId}/128`,
      `${userId}/x/128`,
    ];
    for (const path of paths) {
      const { status } = await fetchFile(olga, `/avatars/${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
  });

  test("goes with its files when another one comes", async () => {
    const first = await givePicture(ada);
    expect(await listFiles(first)).toHaveLength(3);
    const second = await givePicture(ada);
    expect(second).not.toBe(first);
    expect((await fetchFile(ada, first)).status).toBe(404);
    await workOffJobs();
    expect(await listFiles(first)).toEqual([]);
    expect(await listFiles(second)).toHaveLength(3);
  });

  test("goes when it is removed, once and again, and nobody else's does", async () => {
    const url = await givePicture(ada);
    const other = await givePicture(olga);
    for (let time = 0; time < 2; time++) {
      const { status, body } = await rest<OwnUserView>(ada, "DELETE", "/me/avatar");
      expect(status).toBe(200);
      expect(body.avatarUrl).toBeNull();
    }
    await workOffJobs();
    expect(await listFiles(url)).toEqual([]);
    expect((await fetchFile(ada, url)).status).toBe(404);
    expect((await fetchFile(ada, other)).status).toBe(200);
  });

  test("of several at once is one, and the files of the others go", async () => {
    const answers = await Promise.all([upload(ada), upload(ada), upload(ada), upload(ada)]);
    await workOffJobs();
    const left = await avatarOf(ada);
    const kept = await Promise.all(
      answers.map(async ({ body }) => (await listFiles(body.avatarUrl!)).length),
    );
    expect(kept.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 3]);
    expect(await listFiles(left!)).toHaveLength(3);
  });

  test("is told at once to whoever shares a channel, and to nobody else", async () => {
    const [mia, outsider] = await Promise.all([createWitness(people.cleo), createWitness(people.olga)]);
    const { result, told } = await listen([mia, outsider], () => upload(mia.person));
    const user = { id: mia.person.id, avatarUrl: result.body.avatarUrl };
    expect(told).toMatchObject([[{ event: "user:changed", payload: { user } }], []]);
  });
});

describe("refused, and the old one stays, is", () => {
  test.each([
    ["a drawing that calls itself PNG", makeDrawing, "not_an_image"],
    ["a page", () => Buffer.from("<html><script>alert(1)</script></html>"), "not_an_image"],
    ["half a JPEG", makeTruncated, "not_an_image"],
    ["what unpacks to 400 megapixels", makeBomb, "too_many_pixels"],
    ["nothing", () => Buffer.alloc(0), "required"],
  ])("%s", async (_, make, code) => {
    const url = await givePicture(ada);
    const bytes = await make();
    for (const body of [bytes, makeForm({}, { avatar: bytes })]) {
      const answer = await putBody(ada, "/me/avatar", body);
      expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path: "avatar", code }] });
    }
    expect(await avatarOf(ada)).toBe(url);
    expect((await fetchFile(ada, url)).status).toBe(200);
  });

  test("one byte more than 5 MB, where 5 MB are read", async () => {
    for (const wrap of [(bytes: Buffer) => bytes, (avatar: Buffer) => makeForm({}, { avatar })]) {
      const answer = await putBody(ada, "/me/avatar", wrap(Buffer.alloc(AVATAR_MAX_BYTES + 1)));
      expect(answer.body).toMatchObject({
        status: 413,
        code: "too_large",
        errors: [{ path: "avatar", detail: "Choose a file of at most 5 MB." }],
      });
      const padded = Buffer.concat([png, Buffer.alloc(AVATAR_MAX_BYTES - png.length)]);
      expect((await putBody(ada, "/me/avatar", wrap(padded))).status).toBe(200);
    }
  });

  test("a form that cannot be read", async () => {
    const answer = await putBody(ada, "/me/avatar", png, "multipart/form-data; boundary=x");
    expect(answer.body.code).toBe("malformed");
  });

  test("what nobody sends", async () => {
    expect((await rest(null, "PUT", "/me/avatar")).body.code).toBe("unauthenticated");
    expect((await rest(null, "DELETE", "/me/avatar")).body.code).toBe("unauthenticated");
  });

  test("one too many in a short time", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
    for (let time = 0; time < 3; time++) expect((await upload(ada)).status).toBe(200);
    const answer = await upload(ada);
    expect(answer.body).toMatchObject({ code: "rate_limited" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await upload(olga)).status).toBe(200);
  });
});

describe("in the form of the profile a picture", () => {
  const path = "/settings/profile";

  test("is counted once, and no longer taken in when there were too many; the rest is saved without one", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
    const large = Buffer.concat([png, Buffer.alloc(BODY_MAX_BYTES)]);
    const post = (avatar: Buffer) => postFiles(ada, path, { displayName: "Ada" }, { avatar });
    for (const picture of [png, large, png]) expect((await post(picture)).code).toBe("ok");
    for (const picture of [png, large]) expect((await post(picture)).code).toBe("rate_limited");
    // A file that is too large says so only where it was read.
    expect((await post(Buffer.alloc(AVATAR_MAX_BYTES + 1))).code).toBe("rate_limited");
    expect((await putBody(ada, "/me/avatar", Buffer.alloc(AVATAR_MAX_BYTES + 1))).body.code).toBe(
      "rate_limited",
    );
    expect((await post(Buffer.alloc(0))).code).toBe("ok");
  });

  test("is chosen together with the rest, shown on the page, and removed by a tick", async () => {
    const page = await postFiles(ada, path, { displayName: "Ada Pictured" }, { avatar: png });
    expect(page.code).toBe("ok");
    const url = await avatarOf(ada);
    expect(page.html).toContain(`src="${url}"`);
    expect(page.html).toContain("Ada Pictured");
    expect((await fetchFile(ada, url!)).status).toBe(200);

    await postFiles(ada, path, { displayName: "Ada Bare", removeAvatar: "on" }, { avatar: Buffer.alloc(0) });
    expect(await avatarOf(ada)).toBeNull();
    expect((await openPage(ada, path)).html).not.toContain("/avatars/");
  });

  test("stays when no file is chosen, and when there is no file field at all", async () => {
    const url = await givePicture(ada);
    await postFiles(ada, path, { displayName: "Ada" }, { avatar: Buffer.alloc(0) });
    await postForm(ada, path, { displayName: "Ada" });
    expect(await avatarOf(ada)).toBe(url);
  });

  test.each([
    ["too large by a byte", () => Buffer.alloc(AVATAR_MAX_BYTES + 1), "too_large", "at most 5 MB"],
    ["far too large", () => Buffer.alloc(4 * AVATAR_MAX_BYTES), "too_large", "at most 5 MB"],
    ["no image", makeDrawing, "invalid_input", "not a JPEG, PNG, WebP, GIF or AVIF"],
  ])(
    "that is %s is refused beside its field; what was typed is kept and not saved",
    async (_, make, code, words) => {
      const page = await postFiles(ada, path, { displayName: "Typed", bio: "Kept" }, { avatar: make() });
      expect(page.code).toBe(code);
      expect(page.html).toContain(words);
      expect(page.html).toContain('value="Typed"');
      expect(page.html).toContain(">Kept</textarea>");
      expect((await rest<OwnUserView>(ada, "GET", "/me")).body).toEqual(ada.session.user);
    },
  );

  test("is not saved where the rest of the form is wrong", async () => {
    const page = await postFiles(ada, path, { displayName: " " }, { avatar: png });
    expect(page.code).toBe("invalid_input");
    expect(await avatarOf(ada)).toBeNull();
  });

  test("is not read before it is known whose it is", async () => {
    const page = await postFiles(null, path, { displayName: "Nobody" }, { avatar: png });
    expect(page).toMatchObject({ status: 302, location: "/login" });
  });

  test("is taken by no other form", async () => {
    const page = await postFiles(ada, "/channels/new", { name: "den", kind: "public" }, { avatar: png });
    expect(page.code).toBe("unsupported_media");
  });
});
