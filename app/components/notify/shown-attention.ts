import { useSyncExternalStore } from "react";
import { createListeners } from "#app/hooks/publisher.ts";
import type { Attention } from "#app/shared/attention.ts";

/** What the live state says, for the title, which stands outside of everything that knows the live state. */
let shown: Attention | null = null;
const changed = createListeners();

/** Null: nobody is signed in here any more. */
export function showAttention(attention: Attention | null): void {
  if (shown?.count === attention?.count && shown?.hasOther === attention?.hasOther) return;
  shown = attention;
  changed.call();
}

/** Null on the server, for the first render, and until the live state has been looked at. */
export function useAttention(): Attention | null {
  return useSyncExternalStore(changed.add, readShown, readNothing);
}

function readShown(): Attention | null {
  return shown;
}

function readNothing(): null {
  return null;
}
