import { useState } from "react";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { useOwnUser } from "./use-own-user.ts";

/** What was chosen since the page was opened, and what the account said then: once it says something else, that counts. */
const chosen = new Map<string, { before: number; tone: number }>();

/** The tone of skin of the reader's emoji, kept on the account. `isUnsaved`: the server does not have it. */
export function useSkinTone() {
  const me = useOwnUser();
  const store = useLiveStore();
  const [isUnsaved, setUnsaved] = useState(false);
  const [, setRendered] = useState(0);
  const { id = "", skinTone = 0 } = me ?? {};
  const choice = chosen.get(id);
  const tone = choice?.before === skinTone ? choice.tone : skinTone;

  function choose(next: number): void {
    chosen.set(id, { before: skinTone, tone: next });
    setRendered((times) => times + 1);
    store.ask("me:update", { skinTone: next }).then(
      () => setUnsaved(false),
      () => setUnsaved(true),
    );
  }

  return { tone, choose, isUnsaved };
}
