import { useLocation } from "@remix-run/react";
import { useEffect, useRef, type KeyboardEvent, type RefObject } from "react";

/**
 * Up in an empty field opens what one wrote last, at an address of its own; when that is left, the focus is in the field
 * again. The returned function tells whether a key was meant for it.
 */
export function useEditLast(
  field: RefObject<HTMLTextAreaElement>,
  onEditLast: (() => void) | undefined,
): (event: KeyboardEvent) => boolean {
  const isAway = useRef(false);
  const isEditing = new URLSearchParams(useLocation().search).has("edit");
  useEffect(() => {
    if (isEditing || !isAway.current) return;
    isAway.current = false;
    field.current?.focus();
  }, [field, isEditing]);

  return (event) => {
    if (event.key !== "ArrowUp" || !onEditLast || field.current?.value !== "") return false;
    event.preventDefault();
    isAway.current = true;
    onEditLast();
    return true;
  };
}
