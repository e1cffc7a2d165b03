import { loadTexts } from "../load-texts.ts";

export const adminTexts = import.meta.glob<string>("../*/admin.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(adminTexts);
