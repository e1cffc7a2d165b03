/** The languages that Parley speaks, as BCP 47 tags. */
export const LOCALES = ["en", "de", "fr", "es", "pt-BR", "ja", "zh-CN", "ar", "hi"] as const;

export type Locale = (typeof LOCALES)[number];

/** What each language calls itself, so that who cannot read this one finds their own. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
  "zh-CN": "简体中文",
  ar: "العربية",
  hi: "हिन्दी",
};

/** Ours of a language whatever the region: someone who reads "pt-PT" or "zh-TW" is better off than with English. */
function findLocale(range: string): Locale | undefined {
  const language = range.split("-")[0];
  return (
    LOCALES.find((locale) => locale.toLowerCase() === range) ??
    LOCALES.find((locale) => locale.split("-")[0] === language)
  );
}

/** The tag where it is one of ours; undefined for anything else. */
export function readLocale(value: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === value);
}

/** The first of ours that a browser asks for in an Accept-Language header (RFC 9110, 12.5.4); English where there is none. */
export function pickLocale(acceptLanguage: string): Locale {
  const ranges = acceptLanguage.split(",").map((part) => {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
    return { range, weight: Number(weight ?? 1) };
  });
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { range } of wanted) {
    const locale = findLocale(range);
    if (locale) return locale;
  }
  return "en";
}

/** Which way a language is written. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return locale === "ar" ? "rtl" : "ltr";
}
