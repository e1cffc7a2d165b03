/** What takes the place of a part of a text, and what is selected then. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

/** Puts an edit into a field as if it was typed: the page hears of it, and the browser's own undo takes it back. */
export function applyEdit(field: HTMLTextAreaElement, { from, to, insert, start, end }: TextEdit): void {
  field.focus();
  if (insert !== "" || from !== to) {
    field.setSelectionRange(from, to);
    // Whatever became of it elsewhere, for fields it is the only way into the browser's history.
    const isDone = insert
      ? document.execCommand("insertText", false, insert)
      : document.execCommand("delete");
    if (!isDone) {
      field.setRangeText(insert, from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  field.setSelectionRange(start, end);
}

/** Puts a text where the caret is, in the place of what is selected. */
export function insertText(field: HTMLTextAreaElement, insert: string): void {
  const { selectionStart: from, selectionEnd: to } = field;
  const caret = from + insert.length;
  applyEdit(field, { from, to, insert, start: caret, end: caret });
}
