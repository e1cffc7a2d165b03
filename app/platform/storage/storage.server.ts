import type { Readable } from "node:stream";

/** Where files are kept. Keys are our own, such as `avatars/<id>/<n>.webp`; what is not a key is refused. */
export interface Storage {
  /** Keeps the content under this key, in place of what was there. Whoever reads gets all of the old or all of the new. */
  write(key: string, data: Buffer | Readable): Promise<void>;
  /** The content, or a range of it, and its number of bytes in all; null if there is none. Read the stream to its end, or destroy it. */
  read(key: string, range?: ByteRange): Promise<StoredFile | null>;
  /** Resolves as well when there is nothing. */
  remove(key: string): Promise<void>;
}

/** From the first to the last byte, both of them in it. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredFile {
  stream: Readable;
  /** Of the whole content. */
  size: number;
}

/** Names of a-z, 0-9, _, . and -, which begin with none of the signs, between slashes. */
const KEY = /^[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/;
/** What file systems allow for one name is 255; a draft's name is a little longer than its file's. */
const LONGEST_KEY = 200;

/** Throws for whatever could lead out of the storage: each implementation calls it first. */
export function requireKey(key: string): void {
  // Without the key, which may be somebody's attempt and would be logged.
  if (key.length > LONGEST_KEY || key.includes("..") || !KEY.test(key)) throw new Error("Not a storage key.");
}
