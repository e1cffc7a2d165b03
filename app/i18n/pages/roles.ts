import { loadTexts } from "../load-texts.ts";

export const rolesTexts = import.meta.glob<string>("../*/roles.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(rolesTexts);
