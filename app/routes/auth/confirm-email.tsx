import "#app/i18n/pages/verification.ts";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { LinkGone } from "#app/components/link-gone.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { confirmEmail, findConfirmation } from "#app/domain/verification/confirm-email.server.ts";
import { createOpenFormAction } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { readMailedToken } from "#app/shared/mailed-token.ts";

export const handle: PageHandle = { title: "titles.confirmEmail" };

/** Opening the link changes nothing: programs that check mails open links as well. */
export function loader({ request }: LoaderFunctionArgs) {
  return findConfirmation(readMailedToken(request.url));
}

export const action = createOpenFormAction(async ({ request, context }) => {
  await confirmEmail(readMailedToken(request.url), context.address);
  return null;
});

export default function ConfirmEmail() {
  const { t } = useTranslation();
  const link = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  return (
    <AuthPage title={t("verification.title")} footer={null}>
      <ProblemNotice problem={link.state === "gone" ? undefined : failure?.problem} />
      {link.state === "open" && (
        <Form method="post" className="flex flex-col gap-4">
          <p className="break-words">{t("verification.confirmLead", { email: link.email })}</p>
          <Button isBusy={isBusy}>{t("verification.confirm")}</Button>
        </Form>
      )}
      {link.state === "confirmed" && (
        <>
          <output className="break-words">{t("verification.confirmed", { email: link.email })}</output>
          <Link to="/" className={buttonClass()}>
            {t("verification.goOn")}
          </Link>
        </>
      )}
      {link.state === "gone" && (
        <LinkGone text={t("verification.gone")} to="/verify-email" label={t("verification.askAgain")} />
      )}
    </AuthPage>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
