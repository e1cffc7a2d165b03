import { expect, test } from "vitest";
import { FILE_MAX_BYTES, FILES_MAX } from "#app/shared/limits.ts";
import type { FileView } from "#app/shared/views.ts";
import { createUploads, UploadError, type UploadProblem } from "./uploads.ts";

/** A server that answers when it is told to. */
function createServer() {
  const calls: {
    name: string;
    signal: AbortSignal;
    end: () => void;
    fail: (problem: UploadProblem) => void;
  }[] = [];
  const uploads = createUploads({
    onChange: () => undefined,
    upload: ({ source: { name, size }, signal, onProgress }) => {
      const { promise, resolve, reject } = Promise.withResolvers<FileView>();
      onProgress(0.5);
      const file = { id: name, name, type: "text/plain", bytes: size, width: null, height: null };
      calls.push({
        name,
        signal,
        end: () => resolve(file),
        fail: (problem) => reject(new UploadError(problem)),
      });
      return promise;
    },
  });
  return { uploads, calls };
}

const makeFile = (name: string, size = 1) => ({ name, size }) as File;
const OFFLINE: UploadProblem = { code: "offline", key: "errors.unreachable", errors: [] };
/** After what was answered has come back. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("files begin at once, some at a time, and are taken together in their order", async () => {
  const { uploads, calls } = createServer();
  uploads.add(["a", "b", "c", "d"].map((name) => makeFile(name)));
  expect(calls.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(uploads.read()[0]).toMatchObject({ progress: 0.5 });
  expect(uploads.take()).toBeUndefined();
  calls[2]!.end();
  await settle();
  expect(calls.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  for (const { end } of calls) end();
  await settle();
  expect(uploads.take()?.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  expect(uploads.read()).toEqual([]);
  expect(uploads.take()).toEqual([]);
});

test("what is too large, empty or too much is not taken, and the rest is", () => {
  const { uploads } = createServer();
  const many = Array.from({ length: FILES_MAX + 2 }, (_, index) => makeFile(`${index}`));
  expect(uploads.add([makeFile("large", FILE_MAX_BYTES + 1), makeFile("none", 0), ...many])).toEqual([
    { reason: "too_large", name: "large" },
    { reason: "empty", name: "none" },
    { reason: "too_many" },
  ]);
  expect(uploads.read()).toHaveLength(FILES_MAX);
});

test("what failed stays, and can be tried again", async () => {
  const { uploads, calls } = createServer();
  uploads.add([makeFile("a"), makeFile("b")]);
  calls[0]!.fail(OFFLINE);
  calls[1]!.fail({ code: "too_large", key: "errors.too_large", errors: [] });
  await settle();
  expect(uploads.read().map(({ problem }) => problem?.code)).toEqual(["offline", "too_large"]);
  expect(uploads.take()).toBeUndefined();
  uploads.retryUnreached();
  expect(calls.map(({ name }) => name)).toEqual(["a", "b", "a"]);
  uploads.retry(uploads.read()[1]!.id);
  for (const { end } of calls.slice(2)) end();
  await settle();
  expect(uploads.take()).toHaveLength(2);
});

test("what is removed is given up, and comes back no more", async () => {
  const { uploads, calls } = createServer();
  uploads.add([makeFile("a")]);
  uploads.remove(uploads.read()[0]!.id);
  expect(calls[0]!.signal.aborted).toBe(true);
  calls[0]!.end();
  await settle();
  expect(uploads.read()).toEqual([]);
});
