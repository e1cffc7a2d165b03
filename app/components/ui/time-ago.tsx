import { useTranslation } from "react-i18next";
import { useClock } from "#app/hooks/use-clock.ts";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatFull } from "#app/shared/dates.ts";
import { DAY, HOUR, MINUTE } from "#app/shared/time.ts";

const UNITS = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
] as const;

/** How long ago something was, in words; the exact time is its title. `now` is the server's, for the first render. */
export function TimeAgo({ at, now: onServer }: { at: string; now: string }) {
  const { i18n } = useTranslation();
  const dateStyle = useDateStyle();
  const passed = Math.max(0, Date.parse(useClock(onServer)) - Date.parse(at));
  const [unit, length] = UNITS.find(([, duration]) => passed >= duration) ?? (["second", Infinity] as const);
  const words = new Intl.RelativeTimeFormat(i18n.language, { numeric: "auto" });
  return (
    <time dateTime={at} title={formatFull(at, dateStyle)}>
      {words.format(-Math.floor(passed / length) + 0, unit)}
    </time>
  );
}
