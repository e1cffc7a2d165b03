import type { Locale } from "./locales.ts";

export const THEMES = ["system", "light", "dark"] as const;
export const CONTRASTS = ["system", "more"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
export const TEXT_SIZES = ["small", "medium", "large", "largest"] as const;
/** Of what happens in a channel, what one is told about. */
export const NOTIFY_LEVELS = ["all", "mentions", "nothing"] as const;

export type NotifyLevel = (typeof NOTIFY_LEVELS)[number];

/** How the pages look to one person, on all their devices. Applied before the first paint, so every page has them. */
export interface Preferences {
  locale: Locale;
  theme: (typeof THEMES)[number];
  contrast: (typeof CONTRASTS)[number];
  density: (typeof DENSITIES)[number];
  textSize: (typeof TEXT_SIZES)[number];
}

export const DEFAULT_PREFERENCES: Omit<Preferences, "locale"> = {
  theme: "system",
  contrast: "system",
  density: "comfortable",
  textSize: "medium",
};
