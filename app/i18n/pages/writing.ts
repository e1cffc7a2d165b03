import { loadTexts } from "../load-texts.ts";

export const writingTexts = import.meta.glob<string>("../*/writing.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(writingTexts);
