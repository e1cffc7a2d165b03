import { compareLanguages } from "./compare-languages.ts";
import { findUses } from "./find-uses.ts";
import { PLURAL, readLanguage } from "./read-texts.ts";

/** Keys whose ends come from a package: what zxcvbn says of a password. */
const NAMED_ELSEWHERE = /^auth\.advice\./;

/** What is wrong with the texts of a folder that has an `app`, one line each. */
export function findTroubles(root = "."): string[] {
  const keys = new Set(
    [...readLanguage("en", root)].flatMap(([name, texts]) =>
      // Mails are put together from the kinds there are, and their test walks through all of them.
      name === "mails.json" ? [] : [...texts.keys()].map((key) => key.replace(PLURAL, "")),
    ),
  );
  const { literals, names, patterns, asked, bare } = findUses(root);
  /** Names such as "user.lock" stand in keys as "user_lock". */
  const said = new Set([...literals, ...names].map((word) => word.replaceAll(".", "_")));

  function isUsed(key: string): boolean {
    if (literals.has(key) || NAMED_ELSEWHERE.test(key)) return true;
    return patterns.some((pattern) => {
      const filledIn = pattern.exec(key)?.slice(1);
      return filledIn?.every((part) => part.split(".").every(isSaid));
    });
  }

  /** Whether the sources have this word anywhere: one that is filled in comes from somewhere. */
  function isSaid(word: string): boolean {
    return /^\d+$/.test(word) || said.has(word);
  }

  return [
    ...bare.map((place) => `${place}: words in a component that are no text`),
    ...asked.filter(({ key }) => !keys.has(key)).map(({ key, place }) => `${place}: there is no text ${key}`),
    ...[...keys].filter((key) => !isUsed(key)).map((key) => `en: ${key} is used nowhere`),
    ...compareLanguages(root),
  ];
}
