import { loadTexts } from "../load-texts.ts";

export const appearanceTexts = import.meta.glob<string>("../*/appearance.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(appearanceTexts);
