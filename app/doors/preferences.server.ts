import { pickLocale, readLocale } from "#app/shared/locales.ts";
import {
  CONTRASTS,
  DEFAULT_PREFERENCES,
  DENSITIES,
  TEXT_SIZES,
  THEMES,
  type Preferences,
} from "#app/shared/preferences.ts";
import { DAY, SECOND } from "#app/shared/time.ts";

const NAME = "parley_preferences";

/** How pages look to a browser in which nobody is signed in: as its last account had it, else as the browser asks for. */
export function readPreferences(cookies: string | undefined, languages: string): Preferences {
  const value = new RegExp(`(?:^|;\\s*)${NAME}=([^;]*)`).exec(cookies ?? "")?.[1] ?? "";
  const kept = new URLSearchParams(value);
  const pick = <T extends string>(name: keyof Preferences, choices: readonly T[], otherwise: T) =>
    choices.find((choice) => choice === kept.get(name)) ?? otherwise;
  return {
    locale: readLocale(kept.get("locale") ?? undefined) ?? pickLocale(languages),
    theme: pick("theme", THEMES, DEFAULT_PREFERENCES.theme),
    contrast: pick("contrast", CONTRASTS, DEFAULT_PREFERENCES.contrast),
    density: pick("density", DENSITIES, DEFAULT_PREFERENCES.density),
    textSize: pick("textSize", TEXT_SIZES, DEFAULT_PREFERENCES.textSize),
  };
}

/**
 * What a request asks for as in an Accept-Language header: the language that was chosen in this browser comes before those
 * that it asks for by itself.
 */
export function readLanguages(cookies: string | undefined, languages: string): string {
  return `${readPreferences(cookies, languages).locale}, ${languages}`;
}

/** The cookie that leaves them with the browser, for its pages before the next log-in; null where it has them already. */
export function keepPreferences(cookies: string | undefined, preferences: Preferences): string | null {
  const value = String(new URLSearchParams({ ...preferences }));
  if (cookies?.includes(`${NAME}=${value}`)) return null;
  return `${NAME}=${value}; Path=/; Max-Age=${(365 * DAY) / SECOND}; HttpOnly; SameSite=Lax`;
}
