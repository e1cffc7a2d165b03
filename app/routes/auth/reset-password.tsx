import "#app/i18n/pages/auth.ts";
import "#app/i18n/pages/verification.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { LinkGone } from "#app/components/link-gone.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { PasswordField } from "#app/components/password-field.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { findReset, resetPassword } from "#app/domain/verification/reset-password.server.ts";
import { resetPasswordSchema } from "#app/domain/verification/verification.schema.ts";
import { createOpenFormAction, createOpenPageLoader } from "#app/doors/page-door.server.ts";
import { PASSWORD_MIN } from "#app/shared/limits.ts";
import { readMailedToken } from "#app/shared/mailed-token.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.resetPassword" };

/** Opening the link changes nothing: programs that check mails open links as well. */
export const loader = createOpenPageLoader(async ({ request }) => {
  return { account: await findReset(readMailedToken(request.url)) };
});

export const action = createOpenFormAction(async ({ form, request, context }) => {
  const fields = { ...Object.fromEntries(form), token: readMailedToken(request.url) };
  await resetPassword(parseInput(resetPasswordSchema, fields), context.address);
  return redirect("/login?done=password_reset", 303);
});

export default function ResetPassword() {
  const { t } = useTranslation();
  const { account } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  return (
    <AuthPage title={t("verification.resetTitle")} footer={null}>
      {account ? (
        <Form method="post" className="flex flex-col gap-4" noValidate>
          <p>{t("verification.resetLead", { username: account.username })}</p>
          {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
          {/* For password managers, which keep the new password under this name. */}
          <input name="username" autoComplete="username" defaultValue={account.username} hidden readOnly />
          <PasswordField
            label={t("verification.newPassword")}
            name="newPassword"
            autoComplete="new-password"
            hint={t("auth.passwordHint", { min: PASSWORD_MIN })}
            errors={errors}
          />
          <Button isBusy={isBusy}>{t("verification.setPassword")}</Button>
        </Form>
      ) : (
        <LinkGone text={t("verification.gone")} to="/forgot-password" label={t("verification.askAgain")} />
      )}
    </AuthPage>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
