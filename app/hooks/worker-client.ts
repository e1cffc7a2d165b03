import {
  CACHE_PREFIX,
  COPIES_PREFIX,
  COPY_ATTRIBUTE,
  type WorkerMessage,
} from "#app/shared/service-worker.ts";
import { MINUTE } from "#app/shared/time.ts";
import { createListeners } from "./publisher.ts";

/** A server that was just started again may bring a new version; more often than this nobody asks. */
const ASK_AGAIN_AFTER = MINUTE;

const updates = createListeners();
let hasUpdate = false;
let registering: Promise<ServiceWorkerRegistration | undefined> | undefined;
let askedAt = 0;

/** Has the browser keep a service worker for Parley, once for each document. A browser that refuses goes without. */
export function registerWorker(): void {
  registering ??= register().catch(() => undefined);
}

async function register(): Promise<ServiceWorkerRegistration> {
  const { serviceWorker } = navigator;
  // The first worker of all is no new version of anything.
  let isFirst = serviceWorker.controller === null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (!isFirst) {
      hasUpdate = true;
      updates.call();
    }
    isFirst = false;
  });
  window.addEventListener("vite:preloadError", (event) => void reloadIfGone(event.payload));
  const registration = await serviceWorker.register("/sw.js", { updateViaCache: "none" });
  askedAt = Date.now();
  return registration;
}

/** Looks for a new version now, unless that was done just before. */
export async function askForUpdate(): Promise<void> {
  const registration = await registering;
  if (!registration || Date.now() - askedAt < ASK_AGAIN_AFTER) return;
  askedAt = Date.now();
  await registration.update().catch(() => undefined);
}

/** Whether a newer version than that of this page has taken over. */
export const newerVersion = { subscribe: updates.add, read: () => hasUpdate };

/** Tells the worker, as soon as there is one. */
export async function tellWorker(message: WorkerMessage): Promise<void> {
  await registering;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(message);
}

/** What this document has loaded so far and will need again without a network. */
export function listLoaded(): string[] {
  return performance.getEntriesByType("resource").map(({ name }) => name);
}

/** Leaves nothing of what was read on this device, also where no worker sees this page. */
export async function forgetCopies(): Promise<void> {
  navigator.serviceWorker.controller?.postMessage({ type: "forget" } satisfies WorkerMessage);
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(COPIES_PREFIX)).map((name) => caches.delete(name)),
  );
}

/** When the document was kept that this page began with; null where it came from the server. */
export function readCopyTime(): string | null {
  return document.documentElement.getAttribute(COPY_ATTRIBUTE);
}

/** A part of the page that is gone, because another version is served now, comes with that: the page loads once more. */
async function reloadIfGone(error: unknown): Promise<void> {
  const url = /https?:\S+\.(?:js|css)/.exec(error instanceof Error ? error.message : "")?.[0];
  const key = `${CACHE_PREFIX}reloaded-for`;
  if (!url || sessionStorage.getItem(key) === url) return;
  const answer = await fetch(url, { method: "HEAD" }).catch(() => undefined);
  if (answer?.status !== 404) return;
  sessionStorage.setItem(key, url);
  window.location.reload();
}
