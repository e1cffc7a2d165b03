import { MENTIONS_MAX } from "#app/shared/limits.ts";

/** What a text seems to name, in lower case: whether there is anybody of that name is another question. */
export interface MentionNames {
  names: string[];
  /** Everybody in the channel, or everybody who is there. */
  all: "channel" | "here" | null;
}

/** A fence to its end or to that of the text (CommonMark 4.5). */
const FENCED = /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n[^\n]*)?/gm;
/** As many backticks on either side (CommonMark 6.1). */
const CODE_SPAN = /(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g;
/** Not in the middle of a word, an address of mail or of the web. User names are as sign-up takes them. */
const MENTION = /(?<![\p{L}\p{N}_@/.+-])@([a-z0-9_.-]{1,64})/giu;
/** More than are ever named, since some of these will be nobody. */
const NAMES_MAX = 2 * MENTIONS_MAX;

/** Finds the names behind an @, but not in code, in the order of the text. */
export function findMentionNames(body: string): MentionNames {
  if (!body.includes("@")) return { names: [], all: null };
  const prose = body.replace(FENCED, "").replace(CODE_SPAN, " ");
  const found = new Set<string>();
  for (const [, name = ""] of prose.matchAll(MENTION)) {
    // The end of a sentence looks like a part of the name, and can be one.
    found.add(name.toLowerCase());
    found.add(name.toLowerCase().replace(/[.-]+$/, ""));
  }
  const all = found.has("channel") ? "channel" : found.has("here") ? "here" : null;
  for (const none of ["channel", "here", ""]) found.delete(none);
  return { names: [...found].slice(0, NAMES_MAX), all };
}
