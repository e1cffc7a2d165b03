import { KeyRound } from "lucide-react";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Button } from "#app/components/ui/button.tsx";
import type { PasskeyPurpose } from "#app/domain/factors/factors.schema.ts";
import type { PasskeyOutcome } from "./ask-passkey.ts";
import { usePasskey } from "./use-passkey.ts";

interface PasskeyButtonProps {
  purpose: PasskeyPurpose;
  label: string;
  /** What is sent along, of the form that the button stands in. */
  readDetails?: (form: FormData) => object;
  onDone: (outcome: PasskeyOutcome) => void;
}

/** Asks for a passkey. Where the browser knows none its place stays empty, so that nothing moves when that is found out. */
export function PasskeyButton({ purpose, label, readDetails, onDone }: PasskeyButtonProps) {
  const { isPossible, isBusy, problem, ask } = usePasskey(purpose, onDone);
  return (
    <div className={`flex flex-col gap-3 noscript:hidden ${isPossible ? "" : "invisible"}`}>
      <ProblemNotice problem={problem} />
      <Button
        type="button"
        look="plain"
        isBusy={isBusy}
        onClick={({ currentTarget: { form } }) => void ask(readDetails?.(new FormData(form ?? undefined)))}
      >
        <KeyRound size={16} aria-hidden="true" />
        {label}
      </Button>
    </div>
  );
}

/** Opens the page that a log-in ends at, as a new document: whoever was here before has left nothing in it. */
export function goTo({ location = "/" }: PasskeyOutcome): void {
  window.location.assign(location);
}
