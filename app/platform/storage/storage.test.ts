import { mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, inject, test } from "vitest";
import { setEnvironment } from "#tests/environment.ts";
import { createDiskStorage } from "./disk.server.ts";
import { storage } from "./index.server.ts";
import type { Storage } from "./storage.server.ts";

const KEY = "avatars/0197-a_b/1.webp";

/** Each a new, empty one. */
const STORAGES: Record<string, () => Promise<Storage>> = {
  async disk() {
    return createDiskStorage({ folder: join(await makeFolder(), "files") });
  },
};

afterEach(() => setEnvironment());

describe.each(Object.keys(STORAGES))("storage: %s", (name) => {
  const create = STORAGES[name]!;

  test("what was written is read, its size known before", async () => {
    const files = await create();
    const bytes = Buffer.from([0, 255, 10, 13, 0]);
    await files.write(KEY, bytes);
    const file = await files.read(KEY);
    expect(file?.size).toBe(5);
    expect(file && (await buffer(file.stream))).toEqual(bytes);
  });

  test("a stream is kept as well, an empty content too", async () => {
    const files = await create();
    const part = Buffer.alloc(100_000, "part");
    await files.write("exports/1.zip", Readable.from([part, part, part]));
    expect(await readAll(files, "exports/1.zip")).toEqual(Buffer.concat([part, part, part]));
    await files.write("exports/2.zip", Buffer.alloc(0));
    expect(await readAll(files, "exports/2.zip")).toEqual(Buffer.alloc(0));
  });

  test("there is nothing where nothing was written, nor in between", async () => {
    const files = await create();
    expect(await files.read(KEY)).toBeNull();
    await files.write(KEY, Buffer.from("face"));
    expect(await files.read("avatars/0197-a_b")).toBeNull();
    expect(await files.read(`${KEY}/more`)).toBeNull();
    expect(await files.read("avatars/0197-a_b/2.webp")).toBeNull();
  });

  test("writing again replaces, while whoever reads already gets the old content to its end", async () => {
    const files = await create();
    await files.write(KEY, Buffer.from("old"));
    const reading = await files.read(KEY);
    await files.write(KEY, Buffer.from("newer"));
    expect(String(reading && (await buffer(reading.stream)))).toBe("old");
    expect(String(await readAll(files, KEY))).toBe("newer");
  });

  test("a stream that breaks off leaves what was there", async () => {
    const files = await create();
    await files.write(KEY, Buffer.from("whole"));
    const broken = Readable.from(breakOff());
    await expect(files.write(KEY, broken)).rejects.toThrow("broke off");
    expect(String(await readAll(files, KEY))).toBe("whole");
    await expect(files.write("exports/3.zip", Readable.from(breakOff()))).rejects.toThrow("broke off");
    expect(await files.read("exports/3.zip")).toBeNull();
  });

  test("many writes of one key at once leave one of them, whole", async () => {
    const files = await create();
    const contents = Array.from({ length: 8 }, (_, index) => Buffer.alloc(50_000, `${index}`));
    await Promise.all(contents.map((content) => files.write(KEY, content)));
    expect(contents).toContainEqual(await readAll(files, KEY));
  });

  test("what is removed is gone, its neighbour stays, and removing it again is no error", async () => {
    const files = await create();
    await files.write(KEY, Buffer.from("face"));
    await files.write("avatars/0197-a_b/2.webp", Buffer.from("other"));
    await files.remove(KEY);
    await files.remove(KEY);
    expect(await files.read(KEY)).toBeNull();
    expect(String(await readAll(files, "avatars/0197-a_b/2.webp"))).toBe("other");
  });

  test.each([
    "",
    ".",
    "..",
    "/",
    "/etc/passwd",
    "../outside",
    "avatars/../../outside",
    "avatars/..",
    "avatars/./1.webp",
    "avatars//1.webp",
    "avatars/",
    "a..b",
    ".hidden",
    "avatars/.hidden",
    "avatars\\..\\1.webp",
    "avatars/1.webp\0.png",
    "avatars/1.webp\n",
    "Avatars/1.webp",
    "avatars/%2e%2e/1.webp",
    "avatars/ü.webp",
    "avatars/１.webp",
    `${"a".repeat(201)}`,
  ])("%j is not a key", async (key) => {
    const files = await create();
    await expect(files.write(key, Buffer.from("x"))).rejects.toThrow("Not a storage key.");
    await expect(files.read(key)).rejects.toThrow("Not a storage key.");
    await expect(files.remove(key)).rejects.toThrow("Not a storage key.");
  });
});

test("on disk, only the owner enters the folders and reads the files, and no draft is left", async () => {
  const folder = await makeFolder();
  const files = createDiskStorage({ folder: join(folder, "files") });
  await files.write(KEY, Buffer.from("face"));
  await expect(files.write(KEY, Readable.from(breakOff()))).rejects.toThrow("broke off");
  expect((await stat(join(folder, "files/avatars"))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, "files", KEY))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, "files/avatars/0197-a_b"))).toEqual(["1.webp"]);
});

test("a folder that cannot be written is an error, not an empty storage", async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, "files"), "a file where the folder should be");
  const files = createDiskStorage({ folder: join(folder, "files") });
  await expect(files.write(KEY, Buffer.from("face"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

test("the app keeps its files in DATA_DIR/files", async () => {
  const folder = await makeFolder();
  setEnvironment({ DATA_DIR: folder });
  await storage().write("exports/1.zip", Buffer.from("zip"));
  expect(await readdir(join(folder, "files/exports"))).toEqual(["1.zip"]);
});

async function makeFolder(): Promise<string> {
  return mkdtemp(join(inject("runFolder"), "storage-"));
}

async function readAll(files: Storage, key: string): Promise<Buffer | null> {
  const file = await files.read(key);
  return file && buffer(file.stream);
}

async function* breakOff() {
  yield await Promise.resolve(Buffer.from("half of it"));
  throw new Error("broke off");
}
