import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "#app/shared/locales.ts";
import { findTroubles } from "./find-troubles.ts";

type Texts = Record<string, string>;

/** A component that is in order: it says its words by keys, one of them put together. */
const PAGE = `
  const KINDS = ["open", "closed"];
  export function Page({ kind, name, count }) {
    return <p aria-label={t("door.label", { name })}>{t(\`door.kinds.\${kind}\`)} {t("door.visits", { count })}</p>;
  }`;

const english: Texts = {
  label: "The door of {{name}}",
  kinds_open: "The door is open",
  visits_one: "{{count}} visit",
  visits_other: "{{count}} visits",
};

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "parley-texts-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Words in the language, made of the English ones, in each plural form that the language has. */
function translateAll(locale: Locale): Texts {
  if (locale === "en") return english;
  const { visits_one, visits_other = "", ...others } = english;
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const plurals = forms.map((form) => [`visits_${form}`, visits_other]);
  const all = { ...others, ...Object.fromEntries(plurals) } as Texts;
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [key, `${locale}: ${text}`]));
}

function writeLanguage(locale: Locale, { kinds_open, ...others }: Texts): void {
  const kinds = kinds_open === undefined ? {} : { kinds: { open: kinds_open } };
  write(`app/i18n/${locale}/door.json`, JSON.stringify({ door: { ...others, ...kinds } }));
}

/** A tree without trouble, but for what is changed in one language or added to the sources. */
function findIn(changes: { locale?: Locale; texts?: Record<string, string | undefined>; source?: string }) {
  const { locale: changed = "de", texts = {}, source = "" } = changes;
  write("app/page.tsx", PAGE);
  write("app/more.tsx", source);
  for (const locale of LOCALES) {
    const own = { ...translateAll(locale), ...(locale === changed ? texts : {}) };
    writeLanguage(locale, JSON.parse(JSON.stringify(own)) as Texts);
  }
  return findTroubles(root);
}

test("a good tree has no trouble", () => {
  expect(findIn({})).toEqual([]);
});

describe("in a language,", () => {
  test.each<[string, Locale, Record<string, string | undefined>, string]>([
    ["a key that is missing", "de", { label: undefined }, "de/door.json: door.label is missing"],
    ["a text that is empty", "ja", { label: "" }, "ja/door.json: door.label is missing"],
    [
      "a text that was not translated",
      "hi",
      { kinds_open: "The door is open" },
      "hi/door.json: door.kinds.open is as in English: The door is open",
    ],
    [
      "a place that is lost",
      "fr",
      { label: "La porte" },
      "fr/door.json: door.label does not keep the places of The door of {{name}}",
    ],
    [
      "a place that English does not have",
      "fr",
      { label: "La porte de {{name}} et {{other}}" },
      "fr/door.json: door.label does not keep the places of The door of {{name}}",
    ],
    [
      "a plural form that is missing",
      "ar",
      { visits_few: undefined },
      "ar/door.json: door.visits_few is missing",
    ],
    [
      "a plural form that the language does not have",
      "ja",
      { visits_one: "ja: {{count}}" },
      "ja/door.json: door.visits_one is not in English",
    ],
    [
      "a key that English does not have",
      "es",
      { extra: "Más" },
      "es/door.json: door.extra is not in English",
    ],
  ])("%s is found", (_, locale, texts, trouble) => {
    expect(findIn({ locale, texts })).toEqual([trouble]);
  });

  test("a whole file that is missing is found, key by key", () => {
    findIn({});
    rmSync(join(root, "app/i18n/ja"), { recursive: true });
    expect(findTroubles(root)).toEqual(
      ["label", "visits_other", "kinds.open"].map((key) => `ja/door.json: door.${key} is missing`),
    );
  });

  test("a plural form may say its number in a word", () => {
    expect(findIn({ locale: "ar", texts: { visits_two: "زيارتان" } })).toEqual([]);
  });

  test("names and signs may be as in English", () => {
    findIn({});
    const names = { en: "Parley", ja: "Parley", "zh-CN": "Parley" } as Record<string, string>;
    for (const locale of LOCALES)
      write(`app/i18n/${locale}/name.json`, JSON.stringify({ name: { app: names[locale] ?? "Parley" } }));
    write("app/name.tsx", `export const Name = () => t("name.app");`);
    expect(findTroubles(root)).toEqual([]);
  });
});

describe("in the sources,", () => {
  test.each([
    [
      "a key that there is no text for",
      `export const More = () => t("door.gone");`,
      "app/more.tsx:1: there is no text door.gone",
    ],
    [
      "words in an element",
      `export const More = () => <p>Come in</p>;`,
      "app/more.tsx:1: Come in: words in a component that are no text",
    ],
    [
      "words in a label",
      `export const More = () => <button aria-label="Come in" />;`,
      `app/more.tsx:1: aria-label="Come in": words in a component that are no text`,
    ],
    [
      "words in a placeholder",
      `export const More = () => <input placeholder="Your name" />;`,
      `app/more.tsx:1: placeholder="Your name": words in a component that are no text`,
    ],
    [
      "words in braces",
      `export const More = ({ isOpen }) => <p>{isOpen ? t("door.label") : "Come in"}</p>;`,
      `app/more.tsx:1: "Come in": words in a component that are no text`,
    ],
    [
      "words put together in a title",
      "export const More = ({ name }) => <p title={`Door of ${name}`} />;",
      "app/more.tsx:1: `Door of ${name}`: words in a component that are no text",
    ],
  ])("%s is found", (_, source, trouble) => {
    expect(findIn({ source })).toEqual([trouble]);
  });

  test("a text that nothing says is found once, in English", () => {
    findIn({});
    for (const locale of LOCALES)
      write(`app/i18n/${locale}/old.json`, JSON.stringify({ old: { words: `${locale}: Old words` } }));
    expect(findTroubles(root)).toEqual(["en: old.words is used nowhere"]);
  });

  test("signs, tests and attributes that nobody hears are no words", () => {
    const source = `export const More = () => <p className="flex gap-1" data-kind="open">· {"—"}</p>;`;
    write("app/more.test.tsx", `test("x", () => render(<p>Come in</p>));`);
    expect(findIn({ source })).toEqual([]);
  });
});
