import type { i18n } from "i18next";

/** The texts of the pages that were loaded so far, and who translates with them. */
export const loadedTexts: object[] = [];
export const translators: i18n[] = [];

/** Called by each file of texts when a page that needs it is loaded, so that a conversation does not load those of settings. */
export function addTexts(texts: object): void {
  loadedTexts.push(texts);
  for (const translator of translators) translator.addResourceBundle("en", "translation", texts, true, true);
}
