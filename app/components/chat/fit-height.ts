import { useEffect, type RefObject } from "react";

/** Lets a field grow with its text where `field-sizing` is not known; how far is up to its style. */
export function useFitHeight(field: RefObject<HTMLTextAreaElement>, text: string): void {
  useEffect(() => {
    if (field.current && !CSS.supports("field-sizing", "content")) fitHeight(field.current);
  }, [field, text]);
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  const border = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + border}px`;
}
