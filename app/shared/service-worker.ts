/** What pages and the service worker call the same. */

/** Every cache of Parley begins with it. */
export const CACHE_PREFIX = "parley-";

/** The copies of conversations that one person has read on this device: one cache each, by the person's id. */
export const COPIES_PREFIX = `${CACHE_PREFIX}copies-`;

/** The header that says whose page an answer is. */
export const PERSON_HEADER = "X-Parley-Person";

/** The attribute of the document's element that says when a copy was made; a page from the server has none. */
export const COPY_ATTRIBUTE = "data-copy";

/** What a page tells the worker. */
export type WorkerMessage =
  /** It has loaded these files, and shows texts in this language. */
  | { type: "loaded"; urls: string[]; locale: string }
  /** Somebody reads the conversation at this path. */
  | { type: "keep"; path: string }
  /** Nobody is signed in any more. */
  | { type: "forget" };

/** Whether a path is that of a conversation, without a panel beside it. */
export function isConversationPath(path: string): boolean {
  return /^\/channels\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(path);
}
