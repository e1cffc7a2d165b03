import { useState } from "react";
import type { PasskeyPurpose } from "#app/domain/factors/factors.schema.ts";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import { askPasskey, PasskeyError, type PasskeyOutcome } from "./ask-passkey.ts";

/** Asks for a passkey, and keeps what went wrong until the next time. */
export function usePasskey(purpose: PasskeyPurpose, onDone: (outcome: PasskeyOutcome) => void) {
  /** Also false without a script, and where the browser knows no passkeys, as at an address without https. */
  const isPossible = useBrowserValue(() => "PublicKeyCredential" in window, false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<PageProblem>();

  async function ask(details: object = {}): Promise<void> {
    setIsBusy(true);
    setProblem(undefined);
    try {
      onDone(await askPasskey(purpose, details));
    } catch (error) {
      if (!(error instanceof PasskeyError)) throw error;
      setProblem(error.problem);
    } finally {
      setIsBusy(false);
    }
  }

  return { isPossible, isBusy, problem, ask };
}
