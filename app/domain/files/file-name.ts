import { FILE_NAME_MAX } from "#app/shared/limits.ts";

/** What writes from right to left may turn "gpj.exe" around for a reader, and what shows nothing may hide an ending. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
/** An ending of the kind that tells what a file is. */
const ENDING = /\.[^.\s]{1,12}$/u;

/**
 * What a file is called, from what its sender's system calls it: the last part of a path, in one line and without signs
 * that deceive, at most `FILE_NAME_MAX` characters with its ending kept; "file" where nothing is left.
 */
export function cleanFileName(raw: string): string {
  const last = raw.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  // Signs are joined to one another by such a sign as well, which is lost: an emoji of a family becomes its members.
  const name = last.normalize("NFC").replace(HIDDEN, "").replace(/\s+/gu, " ").trim();
  if (/^\.*$/.test(name)) return "file";
  const characters = Array.from(name);
  if (characters.length <= FILE_NAME_MAX) return name;
  const ending = Array.from(ENDING.exec(name)?.[0] ?? "");
  return [...characters.slice(0, FILE_NAME_MAX - ending.length), ...ending].join("");
}
