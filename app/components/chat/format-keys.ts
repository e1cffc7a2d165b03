import type { KeyboardEvent } from "react";

export type Format =
  "bold" | "italic" | "strike" | "code" | "codeBlock" | "link" | "quote" | "bullets" | "numbers";

/** With Ctrl or Cmd; a capital and a digit with Shift too. Digits as elsewhere, where they cannot be typed without it. */
export const FORMAT_KEYS: Record<Format, string> = {
  bold: "b",
  italic: "i",
  strike: "X",
  link: "U",
  code: "e",
  codeBlock: "E",
  quote: "9",
  bullets: "8",
  numbers: "7",
};

const FORMATS = Object.entries(FORMAT_KEYS) as [Format, string][];

/** The format that a key press asks for. */
export function findFormat({
  key,
  code,
  shiftKey,
  altKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">): Format | undefined {
  const isMac = isApple();
  // On a Mac, Ctrl moves the caret.
  if (altKey || !(isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey)) return undefined;
  // Where letters are not Latin, and where digits need Shift, it is the place of the key that counts.
  const name = /^[a-z]$/i.test(key) ? key : code.replace(/^(?:Key|Digit)/, "");
  const wanted = shiftKey ? name.toUpperCase() : name.toLowerCase();
  return FORMATS.find(([, sign]) => sign === wanted && (shiftKey || !/\d/.test(sign)))?.[0];
}

export function isApple(): boolean {
  return /^(?:Mac|iP)/.test(navigator.platform);
}
