import { loadTexts } from "../load-texts.ts";

export const messageTexts = import.meta.glob<string>("../*/message.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(messageTexts);
