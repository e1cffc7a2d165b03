import { loadTexts } from "../load-texts.ts";

export const authTexts = import.meta.glob<string>("../*/auth.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(authTexts);
