import type { i18n } from "i18next";

const loaded: object[] = [];
let translator: i18n | undefined;

declare global {
  /** What the page's head has asked for already, by address. */
  var earlyTexts: Record<string, Promise<Response>> | undefined;
}

/** The page's translator, which gets what was loaded so far and whatever comes later. */
export function giveLoadedTexts(target: i18n): void {
  translator = target;
  for (const texts of loaded) addTo(target, texts);
}

/**
 * Loads a file of texts in the page's language, so that a conversation does not load those of settings. `urls` has one for
 * each language, by a path such as `../de/core.json`. The server has all of them already. Rejects when it cannot be loaded:
 * the module that waits for it fails, and the page stays as the server wrote it.
 */
export async function loadTexts(urls: Record<string, string>): Promise<void> {
  if (typeof document === "undefined") return;
  const url = findUrl(urls, document.documentElement.lang);
  const response = await (globalThis.earlyTexts?.[url] ?? fetch(url));
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const texts = (await response.json()) as object;
  loaded.push(texts);
  if (translator) addTo(translator, texts);
}

/** Where the file in that language is; the English one where there is none. */
export function findUrl(urls: Record<string, string>, locale: string): string {
  const find = (folder: string) => Object.keys(urls).find((path) => path.startsWith(`../${folder}/`));
  return urls[(find(locale) ?? find("en"))!]!;
}

function addTo(target: i18n, texts: object): void {
  target.addResourceBundle(target.language, "translation", texts, true, true);
}
