import { fromLocalTime, toLocalTime } from "#app/shared/time-zones.ts";
import { MINUTE } from "#app/shared/time.ts";

interface Wish {
  /** What is left once the time is taken out. */
  what: string;
  at: Date;
}

/**
 * Takes the time out of a wish such as "call Ben tomorrow at 9" or "in 10 minutes tea", in English, as the clocks of the
 * zone show it; a day without a time is noon. Null where no time stands at the beginning or the end.
 */
export async function readWish(text: string, timeZone: string, now = new Date()): Promise<Wish | null> {
  // Loaded when it is first needed: it knows a dozen languages.
  const { parse } = await import("chrono-node");
  const offset = Math.round((Date.parse(`${toLocalTime(now, timeZone)}Z`) - now.getTime()) / MINUTE);
  const found = parse(text, { instant: now, timezone: offset }, { forwardDate: true });
  const ends = (result: (typeof found)[number]) =>
    /^[\s.!]*$/.test(text.slice(result.index + result.text.length));
  const result = found.find(ends) ?? found.find(({ index }) => index === 0);
  if (!result) return null;
  const rest = `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`;
  const what = rest.replace(/^\s*me\s/i, "").replace(/^\s*(to|that|about)\s/i, "");
  return {
    what: what
      .replace(/\s+/g, " ")
      .replace(/[\s.!]+$/, "")
      .trim(),
    at: toMoment(result.start, timeZone),
  };
}

interface Components {
  date(): Date;
  get(component: "year" | "month" | "day" | "hour" | "minute"): number | null;
  isCertain(component: "hour" | "timezoneOffset"): boolean;
}

function toMoment(start: Components, timeZone: string): Date {
  // "In two hours", or with a zone of its own.
  if (start.isCertain("hour") && start.isCertain("timezoneOffset")) return start.date();
  const read = (component: Parameters<Components["get"]>[0], width = 2) =>
    String(start.get(component) ?? 0).padStart(width, "0");
  const day = `${read("year", 4)}-${read("month")}-${read("day")}`;
  return fromLocalTime(`${day}T${read("hour")}:${read("minute")}`, timeZone);
}
