import { loadTexts } from "../load-texts.ts";

export const coreTexts = import.meta.glob<string>("../*/core.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(coreTexts);
