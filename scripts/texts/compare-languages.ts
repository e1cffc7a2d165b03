import { LOCALES } from "#app/shared/locales.ts";
import { PLURAL, readLanguage, type TextFile } from "./read-texts.ts";
import { SAME_AS_ENGLISH } from "./same-as-english.ts";

/** What the other languages lack or have wrong, compared with English: one line each. */
export function compareLanguages(root: string): string[] {
  const english = readLanguage("en", root);
  return LOCALES.filter((locale) => locale !== "en").flatMap((locale) => {
    const own = readLanguage(locale, root);
    return [...english].flatMap(([name, texts]) =>
      compareFiles(texts, own.get(name)!, locale).map((trouble) => `${locale}/${name}: ${trouble}`),
    );
  });
}

function compareFiles(english: TextFile, own: TextFile, locale: string): string[] {
  const expected = expectKeys(english, locale);
  const troubles: string[] = [];
  for (const [key, source] of expected) {
    const text = own.get(key);
    if (!text) troubles.push(`${key} is missing`);
    else if (!fillsSamePlaces(key, source, text))
      troubles.push(`${key} does not keep the places of ${source}`);
    else if (text === source && isWords(text) && !SAME_AS_ENGLISH[locale]?.has(text))
      troubles.push(`${key} is as in English: ${text}`);
  }
  for (const key of own.keys()) if (!expected.has(key)) troubles.push(`${key} is not in English`);
  return troubles;
}

/** The keys that a language needs, with the English text of each: it may have more plural forms than English, or fewer. */
function expectKeys(english: TextFile, locale: string): ReadonlyMap<string, string> {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const expected = new Map<string, string>();
  for (const [key, text] of english) {
    if (!PLURAL.test(key)) expected.set(key, text);
    else
      for (const form of forms)
        expected.set(key.replace(PLURAL, `_${form}`), english.get(key.replace(PLURAL, "_other")) ?? text);
  }
  return expected;
}

/** A plural form may say its number in a word: "one reply". */
function fillsSamePlaces(key: string, source: string, text: string): boolean {
  const [wanted, found] = [findPlaces(source), findPlaces(text)];
  if (PLURAL.test(key)) wanted.delete("{{count}}");
  const isWithin = [...wanted].every((place) => found.has(place));
  return (
    isWithin && [...found].every((place) => wanted.has(place) || (PLURAL.test(key) && place === "{{count}}"))
  );
}

/** What stands for something that is filled in: values and elements. */
function findPlaces(text: string): Set<string> {
  return new Set([...text.matchAll(/\{\{\w+\}\}|<\/?\w+>/g)].map(([place]) => place));
}

/** Has something to translate: not only names of keys, signs and places. */
function isWords(text: string): boolean {
  return /\p{L}{4}/u.test(text.replace(/\{\{\w+\}\}|https?:\S+/g, ""));
}
