import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export interface LoadedFile {
  path: string;
  kind: "script" | "texts" | "stylesheet" | "page";
  /** Bytes after gzip. */
  size: number;
}

const KINDS: [RegExp, LoadedFile["kind"]][] = [
  [/javascript/, "script"],
  [/json/, "texts"],
  [/css/, "stylesheet"],
  [/html/, "page"],
];

/**
 * What a browser that was never here loads for a page until it is live and asks for nothing more, without anybody touching
 * it: each file once, the largest first. The service worker loads for later, so its own file does not count.
 */
export async function measureFirstLoad(page: Page, url: string): Promise<LoadedFile[]> {
  const files = new Map<string, Promise<LoadedFile | undefined>>();
  page.on("response", (response) => {
    const kind = KINDS.find(([type]) => type.test(response.headers()["content-type"] ?? ""))?.[1];
    const path = new URL(response.url()).pathname;
    if (!kind || path === "/sw.js" || files.has(path)) return;
    files.set(
      path,
      response.body().then(
        (body) => ({ path, kind, size: gzipSync(body).length }),
        // What a page preloaded and then asked for arrives once.
        () => undefined,
      ),
    );
  });
  // An answer on the socket ends the first catch-up.
  const isLive = page
    .waitForEvent("websocket")
    .then((socket) =>
      socket.waitForEvent("framereceived", ({ payload }) => payload.toString().startsWith("43")),
    );
  await page.goto(url);
  await isLive;
  await page.waitForLoadState("networkidle");
  const loaded = (await Promise.all(files.values())).filter((file) => file !== undefined);
  return loaded.sort((one, other) => other.size - one.size);
}

/** Kilobytes of 1000 bytes. */
export function sumOf(files: LoadedFile[], kind: LoadedFile["kind"]): number {
  return files.filter((file) => file.kind === kind).reduce((sum, { size }) => sum + size, 0) / 1000;
}
