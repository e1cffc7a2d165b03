import { loadTexts } from "../load-texts.ts";

export const placesTexts = import.meta.glob<string>("../*/places.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(placesTexts);
