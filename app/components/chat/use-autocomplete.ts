import { useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { AutocompleteControls } from "./autocomplete.tsx";
import { complete, findTrigger, type Trigger } from "./autocomplete-trigger.ts";
import { applyEdit } from "./text-edit.ts";

export interface AutocompleteState {
  trigger: Trigger | null;
  listId: string;
  activeId: string | null;
  controls: RefObject<AutocompleteControls>;
  setActiveId: (id: string | null) => void;
  /** Looks at what stands before the caret. */
  update: () => void;
  /** The caret went elsewhere, maybe out of the word for which something is offered. */
  follow: () => void;
  /** Whether a key was meant for the list. */
  handleKey: (event: KeyboardEvent) => boolean;
  pick: (text: string) => void;
  /** Offers nothing more for the sign that stands there. */
  close: () => void;
  /** The field was left. */
  hide: () => void;
}

/** What is offered while somebody types in a field. */
export function useAutocomplete(field: RefObject<HTMLTextAreaElement>): AutocompleteState {
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
    follow: () => {
      if (trigger) update();
    },
    handleKey: (event) => {
      if (!trigger || !controls.current?.handleKey(event)) return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    pick: (text) => {
      if (!trigger || !field.current) return;
      applyEdit(field.current, complete(field.current.value, trigger, text));
      setTrigger(null);
    },
    close: () => {
      closedAt.current = trigger?.start ?? null;
      setTrigger(null);
    },
    hide: () => setTrigger(null),
  };
}
