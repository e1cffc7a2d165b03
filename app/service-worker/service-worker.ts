import { CACHE_PREFIX, isConversationPath, type WorkerMessage } from "#app/shared/service-worker.ts";
import { answerAsset, answerNavigation, noteOwner, OFFLINE_PAGE } from "./answers.ts";
import { ASSETS_PREFIX, dropOldAssets, findKeptAt, forgetCopies, keepCopy, readEpoch } from "./copies.ts";
import type { FetchEvent, WorkerScope } from "./worker-scope.ts";

/*
 * What Parley does in a browser that has no network: it shows the conversations that were read last as they were. While
 * there is one, documents come from the server, so that nobody stays on an old version. Decision 32 says what is kept,
 * for whom, and how it is cleared.
 */
declare const self: WorkerScope;

/** Set by the build: another one for every build that differs. */
declare const __VERSION__: string;
/** Set by the build: what the page without a network is made of. */
declare const __SHELL__: string[];

/** A conversation that is read all day is kept anew so often. */
const KEEP_AGAIN_AFTER = 60_000;

self.addEventListener("install", (event) => {
  // At once: documents come from the server, so the version before has nothing that this one would break.
  event.waitUntil(Promise.all([keepShell(), self.skipWaiting()]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (isRetired) return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (/^\/logout(\.data)?$/.test(pathname) && request.method === "POST") event.waitUntil(forgetCopies());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") answerDocument(event);
  else if (pathname.startsWith("/assets/")) event.respondWith(answerAsset(request, __VERSION__));
  else if (__SHELL__.includes(pathname)) event.respondWith(answerShell(request));
});

self.addEventListener("message", (event) => {
  const message = event.data as WorkerMessage;
  // A page that registers it once more, after it was told to go, takes that back.
  if (isRetired) event.waitUntil(self.registration.unregister());
  else if (message.type === "forget") event.waitUntil(forgetCopies());
  else if (message.type === "keep") event.waitUntil(keepConversation(message.path));
  else event.waitUntil(retireIfUnwanted().then(() => keepLoaded(message)));
});

/** Where browsers show notifications through a worker only: a click leads to the message, in a window that is open already. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path } = event.notification.data as { path: string };
  event.waitUntil(openPath(path));
});

async function openPath(path: string): Promise<void> {
  const [open] = await self.clients.matchAll();
  if (!open) await self.clients.openWindow(path);
  else await (await open.focus()).navigate(path);
}

/** Whether this worker, which browsers end and start as they like, has looked if it is still wanted. */
let hasLooked = false;
let isRetired = false;

function answerDocument(event: FetchEvent): void {
  event.respondWith(answerNavigation(event, __VERSION__));
  // A page with scripts has it looked each time; others come this way only.
  if (!hasLooked) event.waitUntil(retireIfUnwanted());
}

/** A server that has no worker any more gets rid of this one, whose browsers would otherwise keep it for ever. */
async function retireIfUnwanted(): Promise<void> {
  hasLooked = true;
  const answer = await fetch("/sw.js", { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (answer?.status !== 404 && answer?.status !== 410) return;
  isRetired = true;
  // First, so that a copy which is being written goes as well.
  await forgetCopies();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHE_PREFIX)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(ASSETS_PREFIX + __VERSION__);
  await cache.addAll([OFFLINE_PAGE, ...__SHELL__]);
}

async function takeOver(): Promise<void> {
  await dropOldAssets(__VERSION__);
  // The document is asked for while the worker starts, not after.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** What has no hash in its name may change, so the server comes first. */
async function answerShell(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const known = await caches.match(request);
    if (known) return known;
    throw error;
  }
}

/** A page loads its files before there is a worker to see it. They are in the browser's own cache, so nothing is sent. */
async function keepLoaded({ urls, locale }: { urls: string[]; locale: string }): Promise<void> {
  if (isRetired) return;
  const cache = await caches.open(ASSETS_PREFIX + __VERSION__);
  const assets = urls.map((url) => new URL(url)).filter(isAsset);
  await Promise.allSettled(assets.map((url) => answerAsset(new Request(url), __VERSION__)));
  const offline = await cache.match(OFFLINE_PAGE);
  if (offline && offline.headers.get("Content-Language") !== locale) await cache.add(OFFLINE_PAGE);
}

function isAsset({ origin, pathname }: URL): boolean {
  return origin === self.location.origin && pathname.startsWith("/assets/");
}

/** Asks for the document of a conversation that was gone to without loading one. This reads nothing in its reader's name. */
async function keepConversation(path: string): Promise<void> {
  if (!isConversationPath(path) || Date.now() - (await findKeptAt(path)) < KEEP_AGAIN_AFTER) return;
  const since = readEpoch();
  const response = await fetch(path, { redirect: "error" });
  await noteOwner(response);
  await keepCopy(path, response, { since, version: __VERSION__ });
  await dropOldAssets(__VERSION__);
}
