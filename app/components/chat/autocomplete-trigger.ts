import type { TextEdit } from "./text-edit.ts";

/** What may be completed: a person, a channel, an emoji or a command. */
export type TriggerSign = "@" | "#" | ":" | "/";

export interface Trigger {
  sign: TriggerSign;
  /** What was typed after the sign. */
  query: string;
  /** Where the sign stands. */
  start: number;
  /** Where the query ends: at the caret. */
  end: number;
}

/** A sign at the beginning of a word, and what follows it up to the caret. */
const BEGUN = /(?:^|[\s([{"'])([@#:])([^\s@#:]{0,40})$/u;
const COMMAND = /^\/([\w-]{0,32})$/;
/** A colon and one letter is more often a smile than an emoji's name. */
const EMOJI_FROM = 2;

/** What is being typed at the caret that could be completed; null for nothing. Commands stand at the very beginning. */
export function findTrigger(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { sign: "/", query: command[1] ?? "", start: 0, end: caret };
  const begun = BEGUN.exec(before);
  if (!begun) return null;
  const [, sign, query = ""] = begun;
  if (sign === ":" && (query.length < EMOJI_FROM || !/^[\w+-]+$/.test(query))) return null;
  return { sign: sign as TriggerSign, query, start: caret - query.length - 1, end: caret };
}

/** Puts what was chosen in the place of what was typed, with one space behind it and the caret behind that. */
export function complete(text: string, { start, end }: Trigger, chosen: string): TextEdit {
  const gap = text.startsWith(" ", end) ? "" : " ";
  const caret = start + chosen.length + 1;
  return { from: start, to: end, insert: chosen + gap, start: caret, end: caret };
}
