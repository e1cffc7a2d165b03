import type { KeyboardEvent } from "react";

/** Lets the arrow keys walk through the buttons of a toolbar, round and round, in the direction that it is written in. */
export function walkToolbar(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: toolbar, target, key } = event;
  const buttons = [...toolbar.querySelectorAll("button")];
  const at = buttons.indexOf(target as HTMLButtonElement);
  const isMirrored = getComputedStyle(toolbar).direction === "rtl";
  const places: Record<string, number> = {
    [isMirrored ? "ArrowLeft" : "ArrowRight"]: (at + 1) % buttons.length,
    [isMirrored ? "ArrowRight" : "ArrowLeft"]: (at - 1 + buttons.length) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = places[key];
  if (next === undefined) return;
  event.preventDefault();
  buttons[next]?.focus();
}
