/** A character that shows nothing: space, default-ignorable, control, or the blank braille pattern. */
const VISIBLE = /[^\s\p{DI}\p{Cc}\u2800]/u;
const CONTROL_EXCEPT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Controls, and the two separators that end a line as a line feed does. */
const CONTROL_OR_BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Marks that reorder what follows them; in a one-line name they can forge another name (Unicode TR 36). */
const BIDI_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/;

/** Forms post CRLF where scripts send LF; every door stores LF. */
export function normalizeNewlines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Length as people count it: Unicode code points, not UTF-16 units. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** False for what PostgreSQL refuses (NUL, lone surrogates) and for other invisible control characters. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !CONTROL_EXCEPT_BREAKS.test(text);
}

/** As `isStorableText`, for names and other single lines: no breaks, no reordering marks. */
export function isStorableLine(text: string): boolean {
  return text.isWellFormed() && !CONTROL_OR_BREAK.test(text) && !BIDI_OVERRIDE.test(text);
}
