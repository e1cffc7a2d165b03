import type { KeyboardEvent } from "react";

/** Whether an input method is at work: then Enter and Tab choose a word. Safari ends it before the key it was ended by. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}

/** Whether an Enter is to send; else it breaks the line. With Ctrl or Cmd it always sends. */
export function isSending(
  { key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent,
  enterSends: boolean,
): boolean {
  if (key !== "Enter" || altKey) return false;
  if (ctrlKey || metaKey) return true;
  // A touch keyboard has no other key to begin a line with.
  return hasFinePointer() && shiftKey !== enterSends;
}

/** A mouse or a touchpad: somebody who most likely sits at a keyboard too. */
export function hasFinePointer(): boolean {
  return window.matchMedia("(pointer: fine)").matches;
}
