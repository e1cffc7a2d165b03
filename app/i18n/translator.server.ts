import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { i18n, TFunction } from "i18next";
import { LOCALES, type Locale } from "#app/shared/locales.ts";
import { createTranslator } from "./translator.ts";

/** Nothing in them belongs to one person, so one for each language serves everybody. */
const translators = new Map<Locale, i18n>();

/** The translator of a language, with all texts there are. */
export function translatorFor(locale: Locale): i18n {
  let translator = translators.get(locale);
  if (!translator) translators.set(locale, (translator = createTranslator(locale, texts[locale])));
  return translator;
}

/** Translates into a language; a key of mails or one that is only known when the program runs. */
export function translate(locale: Locale, key: string, values: Record<string, unknown> = {}): string {
  return (translatorFor(locale).t as TFunction & ((key: string, values: object) => string))(key, values);
}

const texts = mergeByLocale(readFiles());

/** All files of texts by their paths: of the build, or from the disk where a script runs the sources. */
function readFiles(): Record<string, object> {
  // Vite replaces both; without it there is no `env`.
  if (import.meta.env) return import.meta.glob<object>("./*/*.json", { import: "default", eager: true });
  return Object.fromEntries(LOCALES.flatMap((locale) => readFolder(locale)));
}

function readFolder(locale: Locale): [string, object][] {
  const folder = new URL(`./${locale}/`, import.meta.url);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => [
    `./${locale}/${name}`,
    JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object,
  ]);
}

/** What a language lacks is said in English. */
function mergeByLocale(files: Record<string, object>): Record<Locale, object> {
  const mergeOf = (locales: Locale[]) => {
    const merged = {};
    for (const locale of locales)
      for (const [path, branch] of Object.entries(files))
        if (path.startsWith(`./${locale}/`)) merge(merged, branch);
    return merged;
  };
  return Object.fromEntries(LOCALES.map((locale) => [locale, mergeOf(["en", locale])])) as Record<
    Locale,
    object
  >;
}

/** Files share branches: "errors" of accounts stand beside those of all pages. */
function merge(target: object, source: object): void {
  for (const [key, value] of Object.entries(source) as [keyof object, object | string][]) {
    const known = target[key] as object | undefined;
    if (typeof value === "object" && known) merge(known, value);
    else
      (target as Record<string, unknown>)[key] = typeof value === "object" ? structuredClone(value) : value;
  }
}
