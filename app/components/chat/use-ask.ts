import { useState } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import { RequestError } from "#app/hooks/connection.ts";
import type { LiveStore } from "#app/hooks/live-store.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";

/** Carries one act out at a time, and keeps the sentence that says why it was refused. */
export function useAsk() {
  const { t } = useTranslation();
  const store = useLiveStore();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  /** Answers whether it was done. */
  async function ask(act: (store: LiveStore) => Promise<unknown> | undefined): Promise<boolean> {
    setBusy(true);
    setRefusal(undefined);
    try {
      await act(store);
      return true;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const sentence = error.code === "offline" ? "errors.unreachable" : error.message;
      setRefusal(/^(errors|actions)\./.test(sentence) ? say(t, sentence) : sentence);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { ask, isBusy, refusal };
}
