import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { ProofFields } from "#app/components/proof-fields.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ProofView } from "#app/shared/account-views.ts";

interface LeavingFormProps {
  intent: "deactivate" | "delete";
  submit: string;
  proof: ProofView;
  failure: FormFailure | undefined;
  children?: ReactNode;
}

/** A form that closes one's account. */
export function LeavingForm({ intent, submit, proof, failure, children }: LeavingFormProps) {
  const errors = failure?.problem.errors ?? [];
  return (
    // A document of its own: the session ends meanwhile, and a page that hears of it goes to the log-in by itself.
    <Form method="post" reloadDocument noValidate className="flex max-w-md flex-col gap-4">
      <input type="hidden" name="intent" value={intent} />
      <ProblemNotice problem={failure?.problem} />
      {children}
      <ProofFields proof={proof} errors={errors} always />
      <div>
        <Button look="plain">{submit}</Button>
      </div>
    </Form>
  );
}
