import "#app/i18n/pages/verification.ts";
import { Form, Link, useActionData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { requestReset } from "#app/domain/verification/request-reset.server.ts";
import { requestResetSchema } from "#app/domain/verification/verification.schema.ts";
import { createOpenFormAction } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.forgotPassword" };

export const action = createOpenFormAction(async ({ form, context }) => {
  await requestReset(parseInput(requestResetSchema, Object.fromEntries(form)), context.address);
  return { isSent: true };
});

export default function ForgotPassword() {
  const { t } = useTranslation();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  return (
    <AuthPage
      title={t("verification.forgotTitle")}
      footer={
        <Link to="/login" className="font-medium text-accent-text underline">
          {t("verification.backToLogIn")}
        </Link>
      }
    >
      {result && "isSent" in result ? (
        <output>{t("verification.linkSent")}</output>
      ) : (
        <Form method="post" className="flex flex-col gap-4" noValidate>
          <p>{t("verification.forgotLead")}</p>
          {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
          <Field
            label={t("verification.email")}
            name="login"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            hint={t("verification.emailHint")}
            defaultValue={failure?.values["login"]}
            errors={errors}
          />
          <Button isBusy={isBusy}>{t("verification.sendLink")}</Button>
        </Form>
      )}
    </AuthPage>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
