import { expect, test } from "vitest";
import { pickLocale } from "./locales.ts";

test.each([
  ["", "en"],
  ["de", "de"],
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["fr-FR,fr;q=0.9,de;q=0.7,en;q=0.8", "fr"],
  ["nl-NL,nl;q=0.9,de;q=0.7,en;q=0.8", "en"],
  ["pt-PT", "pt-BR"],
  ["zh-Hant-TW,zh;q=0.9", "zh-CN"],
  ["pt-br;q=0.1,ja-JP;q=0.2", "ja"],
  ["DE;q=0.5, en;q=0.4", "de"],
  ["de;q=0, en", "en"],
  ["*", "en"],
  ["xx, ;q=, de;q=nonsense", "de"],
])("a browser that asks for %j is answered in %s", (header, expected) => {
  expect(pickLocale(header)).toBe(expected);
});
