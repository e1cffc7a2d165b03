import { loadTexts } from "../load-texts.ts";

export const verificationTexts = import.meta.glob<string>("../*/verification.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(verificationTexts);
