import { loadTexts } from "../load-texts.ts";

export const notificationsTexts = import.meta.glob<string>("../*/notifications.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(notificationsTexts);
