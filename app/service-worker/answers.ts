import { isConversationPath } from "#app/shared/service-worker.ts";
import {
  ASSETS_PREFIX,
  findCopy,
  forgetCopies,
  keepCopy,
  listCopies,
  readEpoch,
  readPerson,
} from "./copies.ts";
import type { FetchEvent } from "./worker-scope.ts";

/** The page that is shown where there is neither a network nor a copy. */
export const OFFLINE_PAGE = "/offline";

/** A server that has not begun to answer by then is taken for unreachable, where there is a copy. */
const MAX_WAIT = 5000;

/** How the offline page shows a conversation. */
const LINK = "block truncate py-2.5 font-medium text-accent-text hover:underline";

/** A proxy that finds no Parley behind it. */
const UNREACHABLE = [502, 503, 504];

/** A document: the server's wherever it answers, else the copy, else the page that says that there is none. */
export async function answerNavigation(event: FetchEvent, version: string): Promise<Response> {
  const { pathname, search } = new URL(event.request.url);
  const since = readEpoch();
  const fromServer = Promise.resolve(event.preloadResponse)
    .then((preloaded) => preloaded ?? fetch(event.request))
    .then((response) => {
      const isKept = isConversationPath(pathname) && search === "";
      event.waitUntil(noteAnswer(response, isKept ? pathname : null, { since, version }));
      return response;
    });
  // Ends later than the answer where a copy was quicker.
  event.waitUntil(fromServer.catch(() => undefined));
  const waited = await Promise.race([fromServer.catch(() => undefined), waitFor(MAX_WAIT)]);
  if (waited && !UNREACHABLE.includes(waited.status)) return waited;
  const copy = await findDocument(pathname);
  if (copy) return copy;
  // There is nothing else to show, so the wait goes on.
  const response = await fromServer.catch(() => undefined);
  return response ?? (await makeOfflinePage()) ?? Response.error();
}

/** Takes in whose answer it is, and keeps the document where it is that of a conversation. */
async function noteAnswer(
  response: Response,
  path: string | null,
  options: { since: number; version: string },
): Promise<void> {
  const copy = path && response.status === 200 ? response.clone() : null;
  await noteOwner(response);
  if (path && copy) await keepCopy(path, copy, options);
}

/** Nobody keeps anything here but who is signed in. */
export async function noteOwner(response: Response): Promise<void> {
  const person = readPerson(response);
  if (person !== undefined) await forgetCopies(person ?? undefined);
}

/** The start leads to the conversation that was read last. */
async function findDocument(path: string): Promise<Response | undefined> {
  if (path !== "/") return findCopy(path);
  const [newest] = await listCopies();
  return newest && Response.redirect(newest.path);
}

async function makeOfflinePage(): Promise<Response | undefined> {
  const page = await caches.match(OFFLINE_PAGE);
  if (!page) return undefined;
  const copies = (await listCopies()).map(
    ({ path, title }) => `<li><a href="${path}" class="${LINK}">${title}</a></li>`,
  );
  const html = (await page.text()).replace(/<ul[^>]*data-copies[^>]*>/, (list) => list + copies.join(""));
  return new Response(html, { headers: page.headers });
}

/** A file whose name carries its content's hash: once loaded it is never asked for again. */
export async function answerAsset(request: Request, version: string): Promise<Response> {
  const own = await caches.open(ASSETS_PREFIX + version);
  const known = await own.match(request);
  if (known) return known;
  const response = (await caches.match(request)) ?? (await fetch(request));
  // A full disk keeps nothing, and shows the page all the same.
  if (response.status === 200) await own.put(request, response.clone()).catch(() => undefined);
  return response;
}

function waitFor(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
