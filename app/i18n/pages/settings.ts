import { loadTexts } from "../load-texts.ts";

export const settingsTexts = import.meta.glob<string>("../*/settings.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(settingsTexts);
