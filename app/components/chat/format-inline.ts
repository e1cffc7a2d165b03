import { joinChanges, type Change } from "./join-changes.ts";
import type { TextEdit } from "./text-edit.ts";

export type InlineFormat = "bold" | "italic" | "strike" | "code";

const SIGNS = { bold: "**", italic: "*", strike: "~~", code: "`" } as const;
/** What begins a quote or an item of a list: it stays before what is marked. */
const BLOCK_SIGNS = /^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?/;
/** Of scripts with spaces between words: there a caret within a word means the word. */
const WORD_SIGN = /[\p{L}\p{M}\p{N}_]/u;
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

interface Piece {
  start: number;
  end: number;
}

/** Marks what is selected, line by line, or takes the marks away where all of it has them. */
export function formatInline(format: InlineFormat, text: string, start: number, end: number): TextEdit {
  if (start === end) return formatAtCaret(format, text, start);
  const pieces = findPieces(text, start, end);
  if (pieces.length === 0) return formatAtCaret(format, text, end);
  const removals = pieces.map((piece) => unmark(format, text, piece));
  const changes = removals.every((removal) => removal !== undefined)
    ? removals.flat()
    : pieces.flatMap((piece, index) => (removals[index] ? [] : mark(format, text, piece)));
  return joinChanges(text, changes, [pieces[0]!.start, pieces.at(-1)!.end]);
}

/** What is selected of each line, without the spaces around it: between them and a mark, a mark is none. */
function findPieces(text: string, start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const line of text.slice(start, end).split("\n")) {
    const begins = at === 0 || text[at - 1] === "\n";
    const skipped = (begins ? BLOCK_SIGNS.exec(line)?.[0].length : undefined) ?? 0;
    const words = line.slice(skipped);
    const from = at + skipped + (words.length - words.trimStart().length);
    if (words.trim() !== "") pieces.push({ start: from, end: from + words.trim().length });
    at += line.length + 1;
  }
  return pieces;
}

function mark(format: InlineFormat, text: string, { start, end }: Piece): Change[] {
  const words = text.slice(start, end);
  if (format !== "code") return enclose(start, end, SIGNS[format], SIGNS[format]);
  // Signs of the same length in it would end it.
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const sign = "`".repeat(longest + 1);
  return longest === 0 ? enclose(start, end, sign, sign) : enclose(start, end, `${sign} `, ` ${sign}`);
}

function enclose(start: number, end: number, before: string, behind: string): Change[] {
  return [
    { at: start, remove: 0, add: before },
    { at: end, remove: 0, add: behind },
  ];
}

/** The changes that take the marks away, be they around what is selected or part of it. */
function unmark(format: InlineFormat, text: string, piece: Piece): Change[] | undefined {
  const char = SIGNS[format].charAt(0);
  const words = text.slice(piece.start, piece.end);
  const start = piece.start + countStart(words, char);
  const end = piece.end - countEnd(words, char);
  if (end <= start) return undefined;
  const count = countMarks(format, text.slice(0, start), text.slice(end));
  if (count === 0) return undefined;
  return [
    { at: start - count, remove: count, add: "" },
    { at: end, remove: count, add: "" },
  ];
}

/** So many characters of both sides are the format's marks; 0 for none. */
function countMarks(format: InlineFormat, before: string, behind: string): number {
  const char = SIGNS[format].charAt(0);
  const run = Math.min(countEnd(before, char), countStart(behind, char));
  return marksIn(format, run);
}

/** One star is italic, two are bold, and three are both. */
function marksIn(format: InlineFormat, run: number): number {
  if (format === "italic") return run === 1 || run >= 3 ? 1 : 0;
  if (format === "code") return run;
  return run >= 2 ? 2 : 0;
}

function countStart(text: string, char: string): number {
  let count = 0;
  while (text[count] === char) count++;
  return count;
}

function countEnd(text: string, char: string): number {
  let count = 0;
  while (text.at(-1 - count) === char) count++;
  return count;
}

/** Where nothing is selected: the word around the caret, the end of what is marked, or a new pair to type into. */
function formatAtCaret(format: InlineFormat, text: string, caret: number): TextEdit {
  const before = text.slice(0, caret);
  const behind = text.slice(caret);
  const sign = SIGNS[format];
  const empty = countMarks(format, before, behind);
  if (empty > 0) {
    const changes = [{ at: caret - empty, remove: 2 * empty, add: "" }];
    return joinChanges(text, changes, [caret, caret]);
  }
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const isOpen = line.split(sign).length % 2 === 0;
  const isAtEnd = isOpen && marksIn(format, countStart(behind, sign.charAt(0))) > 0;
  if (isAtEnd) {
    const out = caret + sign.length;
    return { from: caret, to: caret, insert: "", start: out, end: out };
  }
  const word = findWord(text, caret);
  if (word) {
    const changes = unmark(format, text, word) ?? mark(format, text, word);
    return joinChanges(text, changes, [caret, caret]);
  }
  const inside = caret + sign.length;
  return { from: caret, to: caret, insert: sign + sign, start: inside, end: inside };
}

/** The word that the caret stands in the midst of. */
function findWord(text: string, caret: number): Piece | undefined {
  const isWord = (at: number) => WORD_SIGN.test(text.charAt(at)) && !SPACELESS.test(text.charAt(at));
  if (!isWord(caret - 1) || !isWord(caret)) return undefined;
  let start = caret;
  let end = caret;
  while (isWord(start - 1)) start--;
  while (isWord(end)) end++;
  return { start, end };
}
