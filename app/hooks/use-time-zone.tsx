import { createContext, useContext, useEffect, type ReactNode } from "react";
import { useBrowserValue } from "./use-hydrated.ts";

const TimeZoneContext = createContext("UTC");

/**
 * Times are written in the zone of the browser. The server learns it from a cookie that is left on the first visit; until
 * then it writes UTC, and the page corrects itself once it runs.
 */
export function TimeZoneProvider({ initial, children }: { initial: string; children: ReactNode }) {
  const timeZone = useBrowserValue(() => Intl.DateTimeFormat().resolvedOptions().timeZone, initial);
  useEffect(() => {
    if (timeZone === initial) return;
    document.cookie = `parley_time_zone=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
  }, [timeZone, initial]);
  return <TimeZoneContext.Provider value={timeZone}>{children}</TimeZoneContext.Provider>;
}

export function useTimeZone(): string {
  return useContext(TimeZoneContext);
}
