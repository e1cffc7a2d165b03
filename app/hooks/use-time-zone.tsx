import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";
import { usePreferences } from "#app/components/preferences.ts";
import type { DateStyle } from "#app/shared/dates.ts";
import { useBrowserValue } from "./use-hydrated.ts";

const TimeZoneContext = createContext("UTC");

interface TimeZoneProviderProps {
  /** Of the profile; empty: the browser's. */
  chosen: string;
  /** What the server takes for the browser's. */
  initial: string;
  children: ReactNode;
}

/**
 * Times are written in the zone of the profile, or of the browser where that names none. The server learns the browser's
 * from a cookie that is left on the first visit; until then it writes UTC, and the page corrects itself once it runs.
 */
export function TimeZoneProvider({ chosen, initial, children }: TimeZoneProviderProps) {
  const timeZone = useBrowserValue(() => Intl.DateTimeFormat().resolvedOptions().timeZone, initial);
  useEffect(() => {
    if (timeZone === initial) return;
    document.cookie = `parley_time_zone=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
  }, [timeZone, initial]);
  return <TimeZoneContext.Provider value={chosen || timeZone}>{children}</TimeZoneContext.Provider>;
}

export function useTimeZone(): string {
  return useContext(TimeZoneContext);
}

/** How the reader of this page reads dates. */
export function useDateStyle(): DateStyle {
  const { locale } = usePreferences();
  const timeZone = useTimeZone();
  return useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
}
