import { loadTexts } from "../load-texts.ts";

export const panelsTexts = import.meta.glob<string>("../*/panels.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(panelsTexts);
