import { compareLanguages } from "./texts/compare-languages.ts";
import { findUses } from "./texts/find-uses.ts";
import { PLURAL, readLanguage } from "./texts/read-texts.ts";

/*
 * Checks the texts: every language has the same keys with the same places, each of them translated; every key is used, and
 * every key that is used is there; and no component says words that are no text. Prints what is wrong.
 */

const keys = new Set(
  [...readLanguage("en")].flatMap(([name, texts]) =>
    // Mails are put together from the kinds there are, and their test walks through all of them.
    name === "mails.json" ? [] : [...texts.keys()].map((key) => key.replace(PLURAL, "")),
  ),
);
const { literals, names, patterns, asked, bare } = findUses();

/** Keys whose ends come from a package: what zxcvbn says of a password. */
const NAMED_ELSEWHERE = /^auth\.advice\./;

function isUsed(key: string): boolean {
  if (literals.has(key) || NAMED_ELSEWHERE.test(key)) return true;
  return patterns.some((pattern) => {
    const filledIn = pattern.exec(key)?.slice(1);
    return filledIn?.every((part) => part.split(".").every(isSaid));
  });
}

/** Names such as "user.lock" stand in keys as "user_lock". */
const said = new Set([...literals, ...names].map((word) => word.replaceAll(".", "_")));

/** Whether the sources have this word anywhere: one that is filled in comes from somewhere. */
function isSaid(word: string): boolean {
  return /^\d+$/.test(word) || said.has(word);
}

const troubles = [
  ...bare.map((place) => `${place}: words in a component that are no text`),
  ...asked.filter(({ key }) => !keys.has(key)).map(({ key, place }) => `${place}: there is no text ${key}`),
  ...[...keys].filter((key) => !isUsed(key)).map((key) => `en: ${key} is used nowhere`),
  ...compareLanguages(),
];

for (const trouble of troubles) console.log(trouble);
if (troubles.length > 0) process.exitCode = 1;
