import { createContext, useContext } from "react";
import { DEFAULT_PREFERENCES, type Preferences } from "#app/shared/preferences.ts";

export const PreferencesContext = createContext<Preferences>({ ...DEFAULT_PREFERENCES, locale: "en" });

/** How this page looks: what the account says, or a cookie where nobody is signed in. Constant as long as the page is open. */
export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}

/** The attributes of the page's element that styles go by. What is chosen by the system has none. */
export function writeAttributes(preferences: Preferences): Record<string, string> {
  const { theme, contrast, density, textSize } = preferences;
  return {
    "data-theme": theme,
    "data-contrast": contrast,
    "data-density": density,
    "data-text-size": textSize,
  };
}

/** In the browser: what `writeAttributes` and the language left in the page. */
export function readAttributes(element: HTMLElement): Preferences {
  const { theme, contrast, density, textSize } = element.dataset;
  return { locale: element.lang, theme, contrast, density, textSize } as Preferences;
}
