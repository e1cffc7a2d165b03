import { loadTexts } from "../load-texts.ts";

export const invitesTexts = import.meta.glob<string>("../*/invites.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(invitesTexts);
