import { loadTexts } from "../load-texts.ts";

export const accountErrorsTexts = import.meta.glob<string>("../*/account-errors.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(accountErrorsTexts);
