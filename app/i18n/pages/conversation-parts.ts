import { loadTexts } from "../load-texts.ts";

export const conversationPartsTexts = import.meta.glob<string>("../*/conversation-parts.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(conversationPartsTexts);
