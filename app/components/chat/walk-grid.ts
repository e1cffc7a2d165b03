import type { KeyboardEvent } from "react";

const CELL = "[role=gridcell]";

/**
 * The keys of a search field with a grid of buttons beneath it: down leads into the grid, Enter takes its first, and in it
 * arrow keys lead on, Home and End to the ends of the row. Above the first row is the field again.
 */
export function walkGrid(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: place, target, key } = event;
  const field = place.querySelector<HTMLElement>("input[type=search]");
  if (target === field) {
    const first = place.querySelector<HTMLElement>(CELL);
    if (key !== "ArrowDown" && key !== "Enter") return;
    event.preventDefault();
    if (key === "Enter") first?.click();
    else first?.focus();
    return;
  }
  const cell = target instanceof Element ? target.closest<HTMLElement>(CELL) : null;
  if (!cell) return;
  const rows = [...place.querySelectorAll("[role=row]")];
  const cellsOf = (row: Element | undefined) => [...(row?.querySelectorAll<HTMLElement>(CELL) ?? [])];
  const rowAt = rows.findIndex((row) => row.contains(cell));
  const cells = cellsOf(rows[rowAt]);
  const at = cells.indexOf(cell);
  const next = findNext();
  if (next === undefined) return;
  event.preventDefault();
  next?.focus();

  /** Null: the key leads nowhere from here; undefined: it means nothing here. */
  function findNext(): HTMLElement | null | undefined {
    const isMirrored = getComputedStyle(cell!).direction === "rtl";
    switch (key) {
      case isMirrored ? "ArrowLeft" : "ArrowRight":
        return cells[at + 1] ?? cellsOf(rows[rowAt + 1])[0] ?? null;
      case isMirrored ? "ArrowRight" : "ArrowLeft":
        return cells[at - 1] ?? (rowAt > 0 ? cellsOf(rows[rowAt - 1]).at(-1) : field);
      case "ArrowDown":
        return beneath(rowAt + 1);
      case "ArrowUp":
        return rowAt === 0 ? field : beneath(rowAt - 1);
      case "Home":
        return event.ctrlKey ? beneath(0, 0) : cells[0];
      case "End":
        return event.ctrlKey ? beneath(rows.length - 1, Infinity) : cells.at(-1);
      default:
        return undefined;
    }
  }

  function beneath(row: number, column = at): HTMLElement | null {
    const there = cellsOf(rows[row]);
    return there[Math.min(column, there.length - 1)] ?? null;
  }
}
