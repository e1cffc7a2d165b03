import "#app/i18n/pages/verification.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { LinkGone } from "#app/components/link-gone.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { findUndo, undoEmailChange } from "#app/domain/verification/undo-email-change.server.ts";
import { createOpenFormAction, createOpenPageLoader } from "#app/doors/page-door.server.ts";
import { readMailedToken } from "#app/shared/mailed-token.ts";
import { findFailure } from "#app/shared/page-problem.ts";

export const handle: PageHandle = { title: "titles.undoEmailChange" };

/** Opening the link changes nothing: programs that check mails open links as well. */
export const loader = createOpenPageLoader(async ({ request }) => {
  return { email: await findUndo(readMailedToken(request.url)) };
});

export const action = createOpenFormAction(async ({ request, context }) => {
  const resetToken = await undoEmailChange(readMailedToken(request.url), context.address);
  return redirect(`/reset-password?token=${resetToken}`, 303);
});

export default function UndoEmailChange() {
  const { t } = useTranslation();
  const { email } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  return (
    <AuthPage title={t("verification.undoTitle")} footer={null}>
      {email === null ? (
        <LinkGone
          text={t("verification.undoGone")}
          to="/forgot-password"
          label={t("verification.resetTitle")}
        />
      ) : (
        <Form method="post" className="flex flex-col gap-4">
          <ProblemNotice problem={failure?.problem} />
          <p className="break-words">{t("verification.undoLead", { email })}</p>
          <Button isBusy={isBusy}>{t("verification.undo")}</Button>
        </Form>
      )}
    </AuthPage>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
