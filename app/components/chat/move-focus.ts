import type { KeyboardEvent } from "react";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Lets the arrow keys walk through all that can be pressed in a list, round and round. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  // In a field the keys move the caret, and what scrolls scrolls.
  if (event.target instanceof Element && !event.target.matches("a, button, summary")) return;
  const all = event.currentTarget.querySelectorAll<HTMLElement>("a, button, summary");
  // What is folded away has its place in the layout and cannot take the focus.
  const entries = [...all].filter((entry) => entry.checkVisibility());
  const at = entries.findIndex((entry) => entry === document.activeElement);
  const step = STEPS[event.key];
  const next =
    event.key === "Home"
      ? 0
      : event.key === "End"
        ? entries.length - 1
        : step === undefined
          ? undefined
          : (at + step + entries.length) % entries.length;
  if (next === undefined) return;
  event.preventDefault();
  entries[next]?.focus();
}
