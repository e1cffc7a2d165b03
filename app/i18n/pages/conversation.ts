import { loadTexts } from "../load-texts.ts";

export const conversationTexts = import.meta.glob<string>("../*/conversation.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(conversationTexts);
