import { joinChanges, type Change } from "./join-changes.ts";
import type { TextEdit } from "./text-edit.ts";

export type LineFormat = "quote" | "bullets" | "numbers";

const QUOTE = /^>[ \t]?/;
const BULLET = /^((?:>[ \t]?)*[ \t]*)([-+*][ \t]+(?:\[[ xX]\][ \t]+)?)/;
const NUMBER = /^((?:>[ \t]?)*[ \t]*)(\d{1,9}[.)][ \t]+)/;
const QUOTES = /^(?:>[ \t]?)*[ \t]*/;
/** What a line of a list or a quote begins with, up to its words. */
const BEGINNING =
  /^((?:>[ \t]?)*[ \t]*)(?:([-+*])|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?|^((?:>[ \t]?)+)/;
const FENCE = /^[ \t]*(`{3,}|~{3,})/;

interface Line {
  at: number;
  text: string;
}

/** Makes lines a quote or a list, or ends that where all of them are one already. */
export function formatLines(format: LineFormat, text: string, start: number, end: number): TextEdit {
  const lines = findLines(text, start, end);
  const wanted = lines.length === 1 ? lines : lines.filter((line) => line.text.trim() !== "");
  const sign = { quote: QUOTE, bullets: BULLET, numbers: NUMBER }[format];
  const isOn = wanted.every((line) => sign.test(line.text));
  const changes = wanted.map((line, index) => changeLine(format, line, index, isOn));
  return joinChanges(text, changes, [start, end]);
}

function changeLine(format: LineFormat, { at, text }: Line, index: number, isOn: boolean): Change {
  if (format === "quote")
    return { at, remove: isOn ? QUOTE.exec(text)![0].length : 0, add: isOn ? "" : "> " };
  const found = BULLET.exec(text) ?? NUMBER.exec(text);
  const indent = found?.[1] ?? QUOTES.exec(text)?.[0] ?? "";
  const add = format === "bullets" ? "- " : `${index + 1}. `;
  return { at: at + indent.length, remove: found?.[2]?.length ?? 0, add: isOn ? "" : add };
}

/** Puts lines between fences, or takes those away that are around them or the first and last of them. */
export function formatCodeBlock(text: string, start: number, end: number): TextEdit {
  const lines = findLines(text, start, end);
  const from = lines[0]!.at;
  const to = endOf(lines.at(-1)!);
  const above = from > 0 ? findLines(text, from - 1, from - 1)[0] : undefined;
  const below = to < text.length ? findLines(text, to + 1, to + 1)[0] : undefined;
  if (above && below && FENCE.test(above.text) && FENCE.test(below.text)) {
    const moved = from - above.at;
    const insert = text.slice(from, to);
    return { from: above.at, to: endOf(below), insert, start: start - moved, end: end - moved };
  }
  if (lines.length > 2 && FENCE.test(lines[0]!.text) && FENCE.test(lines.at(-1)!.text)) {
    const insert = text.slice(lines[1]!.at, lines.at(-1)!.at - 1);
    return { from, to, insert, start: from, end: from + insert.length };
  }
  const longest = Math.max(2, ...[...text.slice(from, to).matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const moved = fence.length + 1;
  return {
    from,
    to,
    insert: `${fence}\n${text.slice(from, to)}\n${fence}`,
    start: start + moved,
    end: end + moved,
  };
}

/** Makes what is selected a link, with the caret where the rest is to be typed; a link becomes its text again. */
export function formatLink(text: string, start: number, end: number): TextEdit {
  const words = text.slice(start, end);
  const whole = /^\[([^\]\n]*)\]\([^)\n]*\)$/.exec(words);
  if (whole?.[1] !== undefined) {
    return { from: start, to: end, insert: whole[1], start, end: start + whole[1].length };
  }
  const rest = /^\]\([^)\n]*\)/.exec(text.slice(end));
  if (rest && text[start - 1] === "[") {
    return { from: start - 1, to: end + rest[0].length, insert: words, start: start - 1, end: end - 1 };
  }
  const isAddress = /^(?:https?:\/\/|www\.)\S+$/i.test(words);
  const insert = isAddress ? `[](${words})` : `[${words}]()`;
  const caret = isAddress || words === "" ? start + 1 : start + insert.length - 1;
  return { from: start, to: end, insert, start: caret, end: caret };
}

/** What a line break does in a list or a quote: it goes on, or ends where nothing was written; null: a plain break. */
export function breakLine(text: string, start: number, end: number): TextEdit | null {
  const at = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(at, start);
  const found = BEGINNING.exec(line);
  if (!found || isInCode(text.slice(0, at))) return null;
  const [beginning, indent = "", bullet, number, dot, gap, task, quotes] = found;
  const isEmpty = beginning === line && /^[ \t]*(?:\n|$)/.test(text.slice(end));
  if (isEmpty) {
    // The next line would belong to the item, were there not an empty one between them.
    const isFirst = at === 0 || text[at - 2] === "\n";
    const insert = isFirst ? "" : "\n";
    return { from: at, to: end, insert, start: at + insert.length, end: at + insert.length };
  }
  const sign = bullet ?? (number === undefined ? "" : `${Number(number) + 1}${dot}`);
  const next = quotes ?? `${indent}${sign}${gap}${task ? "[ ] " : ""}`;
  const caret = start + 1 + next.length;
  return { from: start, to: end, insert: `\n${next}`, start: caret, end: caret };
}

function isInCode(before: string): boolean {
  return before.split("\n").filter((line) => FENCE.test(line)).length % 2 === 1;
}

/** The lines of which something is selected; not the one at whose very beginning a selection ends. */
function findLines(text: string, start: number, end: number): Line[] {
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const found = text.indexOf("\n", last);
  let at = from;
  return text
    .slice(from, found < 0 ? text.length : found)
    .split("\n")
    .map((line) => {
      const begun = { at, text: line };
      at += line.length + 1;
      return begun;
    });
}

function endOf({ at, text }: Line): number {
  return at + text.length;
}
