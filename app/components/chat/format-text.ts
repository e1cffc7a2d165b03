import type { Format } from "./format-keys.ts";
import { formatInline } from "./format-inline.ts";
import { formatCodeBlock, formatLines, formatLink } from "./format-lines.ts";
import type { TextEdit } from "./text-edit.ts";

export { breakLine } from "./format-lines.ts";

/** Formats what is selected of a text, as Markdown; what is formatted so already becomes plain again. */
export function formatText(format: Format, text: string, start: number, end: number): TextEdit {
  switch (format) {
    case "code":
      // A program of several lines is no word among others.
      return text.slice(start, end).includes("\n")
        ? formatCodeBlock(text, start, end)
        : formatInline(format, text, start, end);
    case "codeBlock":
      return formatCodeBlock(text, start, end);
    case "link":
      return formatLink(text, start, end);
    case "quote":
    case "bullets":
    case "numbers":
      return formatLines(format, text, start, end);
    case "bold":
    case "italic":
    case "strike":
      return formatInline(format, text, start, end);
  }
}
