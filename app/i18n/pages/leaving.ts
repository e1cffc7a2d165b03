import { loadTexts } from "../load-texts.ts";

export const leavingTexts = import.meta.glob<string>("../*/leaving.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(leavingTexts);
