import { loadTexts } from "../load-texts.ts";

export const installTexts = import.meta.glob<string>("../*/install.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(installTexts);
