import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "#app/shared/locales.ts";
import { createFillIn } from "../fill-in.ts";
import { translatorFor } from "../translator.server.ts";
import light from "./i18next.ts";

type Branch = { [key: string]: string | Branch };

const COUNTS = [0, 1, 2, 3, 5, 7, 11, 21, 100, 101, 1_000_000, 1.5];

function listTexts(branch: Branch, prefix = ""): [key: string, text: string][] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : listTexts(value, `${prefix}${key}.`),
  );
}

function createBoth(locale: Locale) {
  const full = translatorFor(locale);
  const texts = full.getResourceBundle(locale, "translation") as Branch;
  const translator = light.createInstance();
  void translator.use().init({
    lng: locale,
    resources: { [locale]: { translation: {} } },
    interpolation: { escape: createFillIn(locale) },
  });
  translator.addResourceBundle(locale, "translation", texts);
  const say = full.t as unknown as (key: string, values?: object) => string;
  return { texts: listTexts(texts), full: say, light: translator.t };
}

describe("the translator of browsers", () => {
  it.each(LOCALES)("says in %s what i18next says", (locale) => {
    const both = createBoth(locale);
    expect(both.texts.length).toBeGreaterThan(500);
    for (const [key, text] of both.texts) {
      const names = [...text.matchAll(/\{\{(.+?)\}\}/g)].map(([, name]) => name!);
      const values = Object.fromEntries(names.map((name) => [name, `<$& ${name} {{name}} $t(app.name)>`]));
      expect([key, both.light(key, values)]).toEqual([key, both.full(key, values)]);
      const plural = key.replace(/_(zero|one|two|few|many|other)$/, "");
      if (plural === key) continue;
      for (const count of COUNTS) {
        const counted = { ...values, count };
        expect([key, count, both.light(plural, counted)]).toEqual([key, count, both.full(plural, counted)]);
      }
    }
  });

  it("shows a key that has no text as it is", () => {
    const both = createBoth("en");
    for (const key of ["nowhere.to.be.found", "app.nowhere", "nowhere", "app.name.more"])
      expect([both.light(key), both.full(key)]).toEqual([key, key]);
  });

  it("leaves out a value that is not there", () => {
    const { light: say, texts } = createBoth("en");
    const [key, text] = texts.find(([, each]) => each.includes("{{name}}"))!;
    expect(say(key)).toBe(text.replaceAll(/\{\{.+?\}\}/g, ""));
    expect(say(key)).not.toContain("undefined");
  });
});
