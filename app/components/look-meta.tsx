import { usePreferences } from "./preferences.ts";

/** `--surface` of both themes, in which a browser paints the frame around the page; contrast.test.ts compares them. */
export const GROUNDS = { light: "#fdfcfa", dark: "#14110f" } as const;

/** Tells the browser which colours its own parts take: bars, scrollbars, and the page before it has read any style. */
export function LookMeta() {
  const { theme } = usePreferences();
  const themes = theme === "system" ? (["light", "dark"] as const) : [theme];
  return (
    <>
      <meta name="color-scheme" content={themes.join(" ")} />
      {themes.map((each) => (
        <meta
          key={each}
          name="theme-color"
          content={GROUNDS[each]}
          media={themes.length > 1 ? `(prefers-color-scheme: ${each})` : undefined}
        />
      ))}
    </>
  );
}
