import { countCharacters } from "#app/shared/text.ts";

/** As texts are compared: without case, accents and the marks that only join or point letters. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}|\u0640|\u200c|\u200d/gu, "")
    .toLowerCase();
}

/**
 * How well a name answers what was typed, both folded: 3 it begins with it, 2 a word in it does, 1.5 it is within, 1 its
 * letters are there in order; 0 not at all. Scripts without spaces have no words, so being within is what counts there.
 */
export function rateMatch(name: string, query: string): number {
  if (query === "" || name.startsWith(query)) return 3;
  const at = name.indexOf(query);
  for (let start = at; start > 0; start = name.indexOf(query, start + 1))
    if (!/[\p{L}\p{N}]/u.test(name[start - 1]!)) return 2;
  if (at > 0) return 1.5;
  return countCharacters(query) > 1 && isSubsequence(name, query) ? 1 : 0;
}

function isSubsequence(name: string, query: string): boolean {
  let at = 0;
  for (const letter of query) {
    if (/\s/.test(letter)) continue;
    at = name.indexOf(letter, at);
    if (at === -1) return false;
    at += letter.length;
  }
  return true;
}

/** What can be gone to or done. */
export interface Entry {
  id: string;
  group: "unread" | "conversations" | "people" | "channels" | "pages" | "commands";
  name: string;
  /** Of a conversation of two: the other one. */
  personId?: string;
  /** Muted, behind the name; found by as well. */
  detail?: string;
  /** A link where it has one; else `run`. */
  to?: string;
  run?: () => void | Promise<void>;
  /** What was used last comes first among equals. */
  lastUsed?: number;
}

/** So many are shown; who looks for more types more. */
const MAX_SHOWN = 50;
const ORDER = ["unread", "conversations", "people", "channels", "pages", "commands"] as const;

/** The entries that match, by group, best first. Nothing typed: what is unread, then what was used last, then by the language's order. */
export function rank(entries: readonly Entry[], query: string, language: string): Entry[] {
  const { compare } = new Intl.Collator(language);
  const folded = fold(query.trim().replace(/^[@#]/, ""));
  return entries
    .map((entry) => ({ entry, rating: rateEntry(entry, folded) }))
    .filter(({ rating }) => rating > 0)
    .sort(
      (a, b) =>
        b.rating - a.rating ||
        (b.entry.lastUsed ?? 0) - (a.entry.lastUsed ?? 0) ||
        compare(a.entry.name, b.entry.name),
    )
    .slice(0, MAX_SHOWN)
    .map(({ entry }) => entry)
    .sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group));
}

function rateEntry({ name, detail = "" }: Entry, folded: string): number {
  return Math.max(rateMatch(fold(name), folded), folded === "" ? 0 : rateMatch(fold(detail), folded) * 0.9);
}
