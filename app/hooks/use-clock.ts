import { useSyncExternalStore } from "react";
import { MINUTE } from "#app/shared/time.ts";

function everyMinute(onTick: () => void): () => void {
  const timer = setInterval(onTick, MINUTE);
  return () => clearInterval(timer);
}

const currentMinute = () => `${new Date().toISOString().slice(0, 16)}:00.000Z`;

/** The time to the minute, ISO 8601, so that "today" stays true in a page that is open over midnight. */
export function useClock(onServer: string): string {
  return useSyncExternalStore(everyMinute, currentMinute, () => onServer);
}
