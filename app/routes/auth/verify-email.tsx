import "#app/i18n/pages/verification.ts";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { ChangeEmailForm } from "#app/components/change-email-form.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { findProof } from "#app/domain/sessions/require-proof.server.ts";
import { changeEmailSchema } from "#app/domain/users/change-email.schema.ts";
import { requestEmailChange } from "#app/domain/users/change-email.server.ts";
import { getOwnUser } from "#app/domain/users/update-profile.server.ts";
import { requestVerification } from "#app/domain/verification/send-verification.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.confirmEmail" };

export const loader = createPageLoader(
  async ({ actor }) => {
    const [{ email, emailVerified }, proof] = await Promise.all([getOwnUser(actor), findProof(actor)]);
    return { email: email ?? "", emailVerified, proof, isRestricted: actor.restriction === "verify_email" };
  },
  { allow: ["verify_email"] },
);

export const action = createFormAction(
  async ({ actor, form, context }) => {
    const { intent, ...fields } = Object.fromEntries(form);
    if (intent === "verify") {
      await requestVerification(actor, context.address);
      return { done: intent };
    }
    if (intent !== "email") throw new AppError("malformed");
    const input = parseInput(changeEmailSchema, fields);
    await requestEmailChange(actor, input, context.address);
    return { done: intent, asked: input.email };
  },
  { allow: ["verify_email"] },
);

/** What somebody sees whose address is to be proven first, and whoever wants the link once more. */
export default function VerifyEmail() {
  const { t } = useTranslation();
  const { email, emailVerified, isRestricted } = useLoaderData<typeof loader>();
  const way = isRestricted ? null : (
    <Link to="/" className="font-medium text-accent-text underline">
      {t("problem.home")}
    </Link>
  );
  return (
    <AuthPage title={t("verification.title")} footer={way}>
      {emailVerified ? <p className="break-words">{t("verification.confirmed", { email })}</p> : <AskAgain />}
    </AuthPage>
  );
}

function AskAgain() {
  const { t } = useTranslation();
  const { email, proof, isRestricted } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const success = result && "done" in result ? result : undefined;
  const isBusy = useNavigation().state !== "idle";
  const isEmailForm = failure?.values["intent"] === "email";
  return (
    <>
      <p className="break-words">
        {t("verification.sent", { email })} {isRestricted && t("verification.restricted")}
      </p>
      <Form method="post" className="flex flex-col gap-3">
        {!isEmailForm && <ProblemNotice problem={failure?.problem} />}
        <Button name="intent" value="verify" isBusy={isBusy}>
          {t("verification.resend")}
        </Button>
        <output className="text-small text-ink-muted">
          {success?.done === "verify" && !isBusy ? t("verification.resent") : ""}
        </output>
      </Form>
      <section className="flex flex-col gap-4 border-t border-line pt-6">
        <h2 className="font-semibold">{t("verification.wrongAddress")}</h2>
        <ChangeEmailForm
          proof={proof}
          failure={isEmailForm ? failure : undefined}
          asked={success && "asked" in success ? success.asked : undefined}
          isBusy={isBusy}
        />
      </section>
      {isRestricted && (
        <Form method="post" action="/logout">
          <Button look="plain">{t("verification.logOut")}</Button>
        </Form>
      )}
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
