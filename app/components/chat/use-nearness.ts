import { useEffect, useRef, useState, type FocusEvent, type PointerEvent } from "react";
import { MINUTE } from "#app/shared/time.ts";

/** As long as people hold a finger on something on purpose: what Android and iOS take for it. */
const LONG_PRESS = MINUTE / 120;

/**
 * Handlers for an element that tell whether the mouse or the focus is in it, and that call back when it is held with a
 * finger; on touch screens there is nothing like being near.
 */
export function useNearness(onLongPress: () => void) {
  const [isUnderMouse, setUnderMouse] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const press = useRef<ReturnType<typeof setTimeout>>();
  const endPress = () => clearTimeout(press.current);
  useEffect(() => endPress, []);
  return {
    isNear: isUnderMouse || hasFocus,
    onPointerEnter: (event: PointerEvent) => setUnderMouse(event.pointerType !== "touch"),
    onPointerLeave: () => setUnderMouse(false),
    onFocus: () => setHasFocus(true),
    onBlur: (event: FocusEvent) => setHasFocus(event.currentTarget.contains(event.relatedTarget)),
    onPointerDown: ({ pointerType, target }: PointerEvent) => {
      // What can be pressed itself has a long press of its own.
      const isOnControl = target instanceof Element && target.closest("a, button, textarea, summary");
      if (pointerType === "touch" && !isOnControl) press.current = setTimeout(onLongPress, LONG_PRESS);
    },
    onPointerMove: endPress,
    onPointerUp: endPress,
    onPointerCancel: endPress,
  };
}
