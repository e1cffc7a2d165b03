import "#app/i18n/pages/security.ts";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ProofView } from "#app/shared/account-views.ts";
import { ProofFields } from "./proof-fields.tsx";
import { Button } from "./ui/button.tsx";
import { Field } from "./ui/field.tsx";
import { ProblemNotice } from "./ui/problem-notice.tsx";

/** Asks for another address, as the intent "email" of whatever page it stands on. */
export function ChangeEmailForm({
  proof,
  failure,
  asked,
  isBusy,
}: {
  proof: ProofView;
  failure: FormFailure | undefined;
  /** The address that a link was mailed to just now. */
  asked: string | undefined;
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  const errors = failure?.problem.errors ?? [];
  return (
    <Form key={asked} method="post" className="flex flex-col gap-4" noValidate>
      {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
      <input type="hidden" name="intent" value="email" />
      <Field
        label={t("security.newEmail")}
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={failure?.values["email"]}
        errors={errors}
      />
      <ProofFields proof={proof} errors={errors} />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="plain" isBusy={isBusy}>
          {t("security.changeEmail")}
        </Button>
        <output className="min-w-0 text-small break-words text-ink-muted">
          {asked && !isBusy ? t("security.emailAsked", { email: asked }) : ""}
        </output>
      </div>
    </Form>
  );
}
