import { loadTexts } from "../load-texts.ts";

export const providersTexts = import.meta.glob<string>("../*/providers.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(providersTexts);
