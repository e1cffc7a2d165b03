import { loadTexts } from "../load-texts.ts";

export const profileTexts = import.meta.glob<string>("../*/profile.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(profileTexts);
