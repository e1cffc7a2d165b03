import type { TextEdit } from "./text-edit.ts";

/** A small part of an edit: so many characters go, and these come. */
export interface Change {
  at: number;
  remove: number;
  add: string;
}

/** Several changes, ascending, as one edit. What was selected stays selected; a caret stands behind what came before it. */
export function joinChanges(
  text: string,
  changes: readonly Change[],
  [start, end]: [number, number],
): TextEdit {
  const last = changes.at(-1);
  if (!last) return { from: start, to: start, insert: "", start, end };
  let insert = "";
  let at = changes[0]!.at;
  const from = at;
  for (const change of changes) {
    insert += text.slice(at, change.at) + change.add;
    at = change.at + change.remove;
  }
  const move = (place: number, isBehind: (change: Change) => boolean) =>
    changes
      .filter(isBehind)
      .reduce(
        (moved, change) => moved + change.add.length - Math.min(change.remove, place - change.at),
        place,
      );
  const movedStart = move(start, (change) => change.at <= start);
  return {
    from,
    to: at,
    insert,
    start: movedStart,
    end: start === end ? movedStart : move(end, (change) => change.at < end),
  };
}
