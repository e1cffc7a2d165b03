import { lazy, useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { AutocompleteControls } from "./autocomplete.tsx";
import { complete, findTrigger, type Trigger } from "./autocomplete-trigger.ts";

/** Loaded with the first sign that is typed. */
export const Autocomplete = lazy(async () => ({
  default: (await import("./autocomplete.tsx")).Autocomplete,
}));

interface AutocompleteState {
  trigger: Trigger | null;
  listId: string;
  activeId: string | null;
  controls: RefObject<AutocompleteControls>;
  setActiveId: (id: string | null) => void;
  /** Looks at what stands before the caret. */
  update: () => void;
  /** Whether a key was meant for the list. */
  handleKey: (event: KeyboardEvent) => boolean;
  pick: (text: string) => void;
  /** Offers nothing more for the sign that stands there. */
  close: () => void;
  /** The field was left. */
  hide: () => void;
}

/** What is offered while somebody types in a field; `replace` puts a text with a caret into it. */
export function useAutocomplete(
  field: RefObject<HTMLTextAreaElement>,
  replace: (value: string, caret: number) => void,
): AutocompleteState {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const controls = useRef<AutocompleteControls>(null);
  const closedAt = useRef<number | null>(null);
  const listId = useId();

  function update(): void {
    const element = field.current;
    if (!element) return;
    const found =
      element.selectionStart === element.selectionEnd
        ? findTrigger(element.value, element.selectionStart)
        : null;
    if (found?.start !== closedAt.current) closedAt.current = null;
    setTrigger(closedAt.current === null ? found : null);
  }

  return {
    trigger,
    listId,
    activeId,
    controls,
    setActiveId,
    update,
    handleKey: (event) => {
      if (!trigger || !controls.current?.handleKey(event)) return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    pick: (text) => {
      if (!trigger || !field.current) return;
      const completed = complete(field.current.value, trigger, text);
      replace(completed.text, completed.caret);
      setTrigger(null);
    },
    close: () => {
      closedAt.current = trigger?.start ?? null;
      setTrigger(null);
    },
    hide: () => setTrigger(null),
  };
}
