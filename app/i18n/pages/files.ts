import { loadTexts } from "../load-texts.ts";

export const filesTexts = import.meta.glob<string>("../*/files.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(filesTexts);
