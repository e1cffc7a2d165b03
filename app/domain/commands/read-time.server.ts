import type { ParsedResult } from "chrono-node";
import type { Locale } from "#app/shared/locales.ts";
import { fromLocalTime, toLocalTime } from "#app/shared/time-zones.ts";
import { MINUTE } from "#app/shared/time.ts";

interface Wish {
  /** What is left once the time is taken out. */
  what: string;
  at: Date;
}

interface Reader {
  timeZone: string;
  locale: Locale;
  now?: Date;
}

/**
 * Takes the time out of a wish such as "call Ben tomorrow at 9" or "Tee in 10 Minuten", in the reader's language or in
 * English, as the clocks of the zone show it; a day without a time is noon, in Japanese and Arabic this time of day. Null where no time stands at the beginning or
 * the end.
 */
export async function readWish(
  text: string,
  { timeZone, locale, now = new Date() }: Reader,
): Promise<Wish | null> {
  const offset = Math.round((Date.parse(`${toLocalTime(now, timeZone)}Z`) - now.getTime()) / MINUTE);
  const parsers = await loadParsers(locale);
  const results = parsers.map((parse) => {
    const found = parse(text, { instant: now, timezone: offset }, { forwardDate: true });
    const ends = (result: ParsedResult) => ONLY_SIGNS.test(text.slice(result.index + result.text.length));
    return found.find(ends) ?? found.find(({ index }) => index === 0);
  });
  // The language that takes more of it for a time has understood it; a number alone means something in all of them.
  const [result] = results
    .filter((each) => each !== undefined)
    .toSorted((a, b) => b.text.length - a.text.length);
  if (!result) return null;
  const rest = `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`;
  const what = rest.replace(/^\s*me\s/i, "").replace(/^\s*(to|that|about)\s/i, "");
  return {
    what: what.replace(/\s+/g, " ").replace(LAST_SIGNS, "").trim(),
    at: toMoment(result.start, timeZone),
  };
}

/** What may stand behind a time, and behind what is left. */
const SIGNS = "[\\s.!。！।]";
const ONLY_SIGNS = new RegExp(`^${SIGNS}*$`);
const LAST_SIGNS = new RegExp(`${SIGNS}+$`);

/** Loaded when it is first needed: it knows a dozen languages. Hindi is not among them. */
async function loadParsers(locale: Locale) {
  const { ar, de, es, fr, ja, pt, zh, parse } = await import("chrono-node");
  const own = { ar, de, es, fr, ja, "pt-BR": pt, "zh-CN": zh.hans, en: null, hi: null }[locale];
  return own ? [own.parse, parse] : [parse];
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
