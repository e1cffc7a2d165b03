/*
 * How hard a password is to guess, the same in the browser and on the server. The word lists weigh half a megabyte: load this
 * module with import(), and only where somebody chooses a password.
 */
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";
import commonWords from "@zxcvbn-ts/language-en/dist/commonWords.json.mjs";
import firstNames from "@zxcvbn-ts/language-en/dist/firstnames.json.mjs";
import wordSequences from "@zxcvbn-ts/language-en/dist/wordSequences.json.mjs";

/** 0: falls to the first few thousand guesses; 4: does not fall to 10^10. Below `SCORE_MIN` it is refused. */
export type Score = 0 | 1 | 2 | 3 | 4;
export const SCORE_MIN = 2;

export interface Strength {
  score: Score;
  /** Among the first that are tried: on zxcvbn's list of the commonest, or the person's own name or address. */
  isCommon: boolean;
  /** What makes it weak: names of zxcvbn's sentences, the warning first. Empty for a good one. */
  reasons: string[];
}

const COMMONEST = new Set<string | number>(common.dictionary["passwords-common"]);

const estimator = new ZxcvbnFactory({
  // English without its family names and encyclopedia: half the weight, and what they catch is rarely a whole password.
  dictionary: {
    ...common.dictionary,
    "commonWords-en": commonWords,
    "firstnames-en": firstNames,
    ...wordSequences,
  },
  graphs: common.adjacencyGraphs,
  // 72 characters take up to a second with the default of 100, and 50 ms with this, which finds the same in real ones.
  l33tMaxSubstitutions: 5,
});

/** Rates a password of at most 72 bytes. `personal`: what an attacker knows of its owner, such as name and address. */
export function rateStrength(password: string, personal: string[] = []): Strength {
  const known = personal.flatMap(listParts);
  const { score, feedback } = estimator.check(password, known);
  const text = password.toLowerCase();
  return {
    score,
    isCommon: COMMONEST.has(text) || known.includes(text),
    reasons: [...new Set([feedback.warning, ...feedback.suggestions])].filter((reason) => reason !== null),
  };
}

/** A name or an address as a whole and in words: people use either. */
function listParts(text: string): string[] {
  const whole = text.trim().toLowerCase();
  return [...new Set([whole, ...whole.split(/[^\p{L}\p{N}]+/u)])].filter((part) => part.length > 2);
}
