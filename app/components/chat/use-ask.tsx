import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import { RequestError } from "#app/hooks/connection.ts";
import type { LiveStore } from "#app/hooks/live-store.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { SECOND } from "#app/shared/time.ts";
import { Countdown } from "./countdown.tsx";

/** Carries one act out at a time, and keeps the sentence that says why it was refused, and when it may be tried again. */
export function useAsk() {
  const { t } = useTranslation();
  const store = useLiveStore();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ReactNode>();

  /** Answers whether it was done. */
  async function ask(act: (store: LiveStore) => Promise<unknown> | undefined): Promise<boolean> {
    setBusy(true);
    setRefusal(undefined);
    try {
      await act(store);
      return true;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setRefusal(explain(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  function explain({ code, message, retryAfter }: RequestError): ReactNode {
    if (retryAfter !== undefined)
      return <Countdown until={Date.now() + retryAfter * SECOND} words="message.tooFast" />;
    const sentence = code === "offline" ? "errors.unreachable" : message;
    return /^(errors|actions)\./.test(sentence) ? say(t, sentence) : sentence;
  }

  return { ask, isBusy, refusal };
}
