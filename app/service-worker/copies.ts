import { CACHE_PREFIX, COPIES_PREFIX, COPY_ATTRIBUTE, PERSON_HEADER } from "#app/shared/service-worker.ts";

const MAX_COPIES = 20;
/** Headers of a kept document: when it was kept, and under which version, whose assets it needs. */
const KEPT_AT = "X-Parley-Kept-At";
const KEPT_BY = "X-Parley-Kept-By";

/** Rises whenever copies are forgotten: what was asked for before may not be kept after. */
let epoch = 0;

/** The caches of copies, one for each person. */
async function listOwners(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(COPIES_PREFIX));
}

/** Forgets the copies of everybody, or of everybody but one. */
export async function forgetCopies(exceptOf?: string): Promise<void> {
  const others = (await listOwners()).filter((name) => name !== COPIES_PREFIX + exceptOf);
  if (others.length === 0 && exceptOf !== undefined) return;
  epoch++;
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** The point in time to give to `keepCopy`, taken before the document is asked for. */
export function readEpoch(): number {
  return epoch;
}

/** Whose page it is; null where nobody is signed in; undefined where the answer does not tell. */
export function readPerson(response: Response): string | null | undefined {
  const person = response.headers.get(PERSON_HEADER);
  const isPage = response.status === 200 && response.headers.get("Content-Type")?.startsWith("text/html");
  return person ?? (isPage ? null : undefined);
}

/** Keeps a document that the server has just rendered for `person`, and forgets what was kept longest ago. */
export async function keepCopy(
  path: string,
  response: Response,
  { since, version }: { since: number; version: string },
): Promise<void> {
  const person = readPerson(response);
  if (!person || response.status !== 200 || response.redirected) return;
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  headers.set(KEPT_BY, version);
  const body = await response.text();
  if (since !== epoch) return;
  const cache = await caches.open(COPIES_PREFIX + person);
  // Last in the order of keys, which is that of being kept.
  await cache.delete(path);
  await cache.put(path, new Response(body, { headers }));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -MAX_COPIES).map((key) => cache.delete(key)));
  // Somebody logged out while it was being written.
  if (since !== epoch) await caches.delete(COPIES_PREFIX + person);
}

/** When the document at `path` was kept, in milliseconds of the epoch; 0 where it was not. */
export async function findKeptAt(path: string): Promise<number> {
  const copy = await (await openCopies())?.match(path);
  return Date.parse(copy?.headers.get(KEPT_AT) ?? "") || 0;
}

/** The document as it was kept, marked as a copy. */
export async function findCopy(path: string): Promise<Response | undefined> {
  const copy = await (await openCopies())?.match(path);
  if (!copy) return undefined;
  const keptAt = copy.headers.get(KEPT_AT) ?? "";
  const html = (await copy.text()).replace("<html ", `<html ${COPY_ATTRIBUTE}="${keptAt}" `);
  return new Response(html, { headers: copy.headers });
}

/** The paths of all copies with their titles, the newest first. */
export async function listCopies(): Promise<{ path: string; title: string }[]> {
  const cache = await openCopies();
  const keys = (await cache?.keys()) ?? [];
  const copies = keys.map(async (key) => {
    const html = await (await cache?.match(key))?.text();
    // As it stands in the document: escaped.
    const title = /<title>([^<]*)<\/title>/.exec(html ?? "")?.[1] ?? "";
    return { path: new URL(key.url).pathname, title };
  });
  return (await Promise.all(copies)).reverse();
}

/** Assets live as long as a copy that was kept with them: those of other versions than this one and theirs go. */
export async function dropOldAssets(version: string): Promise<void> {
  const copies = (await (await openCopies())?.matchAll()) ?? [];
  const needed = new Set([version, ...copies.map((copy) => copy.headers.get(KEPT_BY))]);
  const old = (await caches.keys()).filter(
    (name) => name.startsWith(ASSETS_PREFIX) && !needed.has(name.slice(ASSETS_PREFIX.length)),
  );
  await Promise.all(old.map((name) => caches.delete(name)));
}

export const ASSETS_PREFIX = `${CACHE_PREFIX}assets-`;

/** With copies of two people at once nobody gets any: somebody has come in between. */
async function openCopies(): Promise<Cache | undefined> {
  const [name, ...more] = await listOwners();
  return name !== undefined && more.length === 0 ? caches.open(name) : undefined;
}
