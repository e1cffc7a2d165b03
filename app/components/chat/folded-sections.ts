/** Of the sidebar, in their order. */
export const SECTIONS = ["starred", "channels", "direct"] as const;
export type Section = (typeof SECTIONS)[number];

const NAME = "parley_folded";
const YEAR_SECONDS = 31_536_000;

/** The sections that are folded on this device: a cookie, so that the server draws them folded and nothing moves. */
export function readFolded(cookies: string | null): Section[] {
  const value = new RegExp(`(?:^|;\\s*)${NAME}=([^;]*)`).exec(cookies ?? "")?.[1] ?? "";
  const names = value.split(".");
  return SECTIONS.filter((section) => names.includes(section));
}

/** In the browser: remembers them. */
export function keepFolded(sections: readonly Section[]): void {
  document.cookie = `${NAME}=${sections.join(".")}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
