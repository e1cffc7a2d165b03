/** The languages that mails are written in. */
export const LOCALES = ["en", "de"] as const;

export type Locale = (typeof LOCALES)[number];

/** The first of ours that a browser asks for in an Accept-Language header (RFC 9110, 12.5.4); English where there is none. */
export function pickLocale(acceptLanguage: string): Locale {
  const ranges = acceptLanguage.split(",").map((part) => {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
    return { language: range.split("-")[0], weight: Number(weight ?? 1) };
  });
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const locale = LOCALES.find((name) => name === language);
    if (locale) return locale;
  }
  return "en";
}
