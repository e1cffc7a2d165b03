import { loadTexts } from "../load-texts.ts";

export const messageActionsTexts = import.meta.glob<string>("../*/message-actions.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(messageActionsTexts);
