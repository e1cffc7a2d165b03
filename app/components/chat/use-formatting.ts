import type { KeyboardEvent, RefObject } from "react";
import { findFormat, type Format } from "./format-keys.ts";
import { defineLazyPart } from "./lazy-part.ts";
import { applyEdit } from "./text-edit.ts";

const formatPart = defineLazyPart("format", () => import("./format-text.ts"));

/** What may go on in the next line. */
const LIST = /^[ \t]*(?:[-+*>]|\d{1,9}[.)])[ \t]/m;

export interface Formatting {
  format: (format: Format) => void;
  /** Whether a key was meant for it. */
  handleKey: (event: KeyboardEvent) => boolean;
  /** Goes on with a list or a quote where the key would break the line. */
  breakLine: (event: KeyboardEvent) => void;
  /** Gets ready for what the text will need. */
  lookAt: (text: string) => void;
}

/** Markdown by keys and buttons in a plain field. How it is done is loaded when it is first asked for. */
export function useFormatting(field: RefObject<HTMLTextAreaElement>): Formatting {
  async function format(name: Format): Promise<void> {
    const part = await formatPart.load().catch(() => undefined);
    const element = field.current;
    if (!part || !element) return;
    const { value, selectionStart, selectionEnd } = element;
    applyEdit(element, part.formatText(name, value, selectionStart, selectionEnd));
  }

  return {
    format: (name) => void format(name),
    handleKey(event) {
      const name = findFormat(event);
      if (!name) return false;
      event.preventDefault();
      void format(name);
      return true;
    },
    breakLine(event) {
      const part = formatPart.get();
      const element = field.current;
      if (!part || !element) return;
      const edit = part.breakLine(element.value, element.selectionStart, element.selectionEnd);
      if (!edit) return;
      event.preventDefault();
      applyEdit(element, edit);
    },
    lookAt(text) {
      if (LIST.test(text)) formatPart.load().catch(() => undefined);
    },
  };
}
