import { loadTexts } from "../load-texts.ts";

export const securityTexts = import.meta.glob<string>("../*/security.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(securityTexts);
