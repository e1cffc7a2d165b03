import { requireArgs, sendInstead, type Command } from "./command.server.ts";

/** Not inside words, where an underscore means nothing. */
const UNDERSCORE_MARKS = /\\|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const ASTERISK_MARKS = /[\\*]/g;

/** /me text: sends it in italics. */
export const act: Command = async (actor, call) => sendInstead(actor, call, toItalics(requireArgs(call)));

/** One line of Markdown in italics, with what would end them sooner escaped. */
export function toItalics(text: string): string {
  const words = text.trim().replace(/\s+/g, " ");
  // An underscore beside a name would be a part of it.
  if (words.includes("@")) return `*${words.replace(ASTERISK_MARKS, String.raw`\$&`)}*`;
  return `_${words.replace(UNDERSCORE_MARKS, String.raw`\$&`)}_`;
}
