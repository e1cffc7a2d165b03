import { createContext, useContext, useEffect, useState, type ReactNode } from "react";

const TimeZoneContext = createContext("UTC");

/**
 * Times are written in the zone of the browser. The server learns it from a cookie that is left on the first visit; until
 * then it writes UTC, and the page corrects itself once it runs.
 */
export function TimeZoneProvider({ initial, children }: { initial: string; children: ReactNode }) {
  const [timeZone, setTimeZone] = useState(initial);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === initial) return;
    document.cookie = `parley_time_zone=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`;
    setTimeZone(own);
  }, [initial]);
  return <TimeZoneContext.Provider value={timeZone}>{children}</TimeZoneContext.Provider>;
}

export function useTimeZone(): string {
  return useContext(TimeZoneContext);
}
