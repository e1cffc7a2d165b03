import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createId } from "#app/shared/ids.ts";
import { requireKey, type ByteRange, type Storage, type StoredFile } from "./storage.server.ts";

/** Files below `folder`, readable by their owner only. */
export function createDiskStorage({ folder }: { folder: string }): Storage {
  function findPath(key: string): string {
    requireKey(key);
    return join(folder, key);
  }

  return {
    async write(key, data) {
      const path = findPath(key);
      // No key has a name that begins with a dot.
      const draft = join(dirname(path), `.${createId()}`);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const source = Buffer.isBuffer(data) ? Readable.from([data]) : data;
        // Flushed before it gets its name: a power cut must not leave an empty file under a good one.
        await pipeline(source, createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true }));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },

    async read(key, range) {
      return openFile(findPath(key), range);
    },

    async remove(key) {
      await rm(findPath(key), { force: true });
    },
  };
}

async function openFile(path: string, range?: ByteRange): Promise<StoredFile | null> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  const stats = await file?.stat();
  if (file && stats?.isFile()) return { stream: file.createReadStream(range), size: stats.size };
  await file?.close();
  return null;
}
