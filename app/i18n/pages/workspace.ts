import { loadTexts } from "../load-texts.ts";

export const workspaceTexts = import.meta.glob<string>("../*/workspace.json", {
  query: "?url&no-inline",
  import: "default",
  eager: true,
});

await loadTexts(workspaceTexts);
