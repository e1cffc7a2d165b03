import { loadTexts } from "../load-texts.ts";

export const factorsTexts = import.meta.glob<string>("../*/factors.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(factorsTexts);
