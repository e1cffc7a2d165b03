import { loadTexts } from "../load-texts.ts";

export const switcherTexts = import.meta.glob<string>("../*/switcher.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(switcherTexts);
