import "#app/i18n/pages/security.ts";
import "#app/i18n/pages/verification.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ChangeEmailForm } from "#app/components/change-email-form.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { PasswordField } from "#app/components/password-field.tsx";
import { ProofFields } from "#app/components/proof-fields.tsx";
import { SessionList } from "#app/components/session-list.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { endOtherSessions, endOwnSession } from "#app/domain/sessions/end-session.server.ts";
import { listSessions } from "#app/domain/sessions/list-sessions.server.ts";
import { findProof } from "#app/domain/sessions/require-proof.server.ts";
import { changeEmailSchema } from "#app/domain/users/change-email.schema.ts";
import { requestEmailChange } from "#app/domain/users/change-email.server.ts";
import { changePasswordSchema } from "#app/domain/users/change-password.schema.ts";
import { changePassword } from "#app/domain/users/change-password.server.ts";
import { getOwnUser } from "#app/domain/users/update-profile.server.ts";
import { requestVerification } from "#app/domain/verification/send-verification.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";
import { PASSWORD_MIN } from "#app/shared/limits.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.security" };

export const loader = createPageLoader(async ({ actor }) => {
  const [me, proof, sessions] = await Promise.all([getOwnUser(actor), findProof(actor), listSessions(actor)]);
  return { me, proof, sessions, now: new Date().toISOString() };
});

export const action = createFormAction(async ({ actor, form, context }) => {
  const { intent = "", ...fields } = Object.fromEntries(form);
  switch (intent) {
    case "verify":
      await requestVerification(actor, context.address);
      return { done: intent };
    case "email": {
      const input = parseInput(changeEmailSchema, fields);
      await requestEmailChange(actor, input, context.address);
      return { done: intent, asked: input.email };
    }
    case "password":
      await changePassword(actor, parseInput(changePasswordSchema, fields));
      return { done: intent };
    case "end-session":
      if (!isId(fields["sessionId"])) throw new AppError("not_found");
      await endOwnSession(actor, fields["sessionId"]);
      return redirect("/settings/security", 303);
    case "end-others":
      await endOtherSessions(actor);
      return redirect("/settings/security", 303);
    default:
      throw new AppError("malformed");
  }
});

/** What came of the form that was sent last, for the section that it belongs to. */
function useOutcome() {
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const success = result && "done" in result ? result : undefined;
  return {
    isBusy,
    asked: success && "asked" in success ? success.asked : undefined,
    isDone: (intent: string) => success?.done === intent && !isBusy,
    failureOf: (...intents: string[]) =>
      intents.includes(failure?.values["intent"] ?? "") ? failure : undefined,
  };
}

export default function Security() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("security.title")}>
      <EmailSection />
      <PasswordSection />
      <SessionsSection />
    </SettingsPage>
  );
}

function EmailSection() {
  const { t } = useTranslation();
  const { me, proof } = useLoaderData<typeof loader>();
  const { isBusy, isDone, asked, failureOf } = useOutcome();
  const email = me.email ?? "";
  return (
    <Section
      title={t("security.emailTitle")}
      lead={
        <span className="break-words">
          {t(me.emailVerified ? "security.verified" : "security.unverified", { email })}
        </span>
      }
    >
      {!me.emailVerified && (
        <Form method="post" className="flex flex-wrap items-center gap-3">
          <ProblemNotice problem={failureOf("verify")?.problem} />
          <Button name="intent" value="verify" look="plain" isBusy={isBusy}>
            {t("verification.resend")}
          </Button>
          <output className="text-small text-ink-muted">
            {isDone("verify") ? t("verification.resent") : ""}
          </output>
        </Form>
      )}
      <ChangeEmailForm proof={proof} failure={failureOf("email")} asked={asked} isBusy={isBusy} />
    </Section>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const { me, proof } = useLoaderData<typeof loader>();
  const { isBusy, isDone, failureOf } = useOutcome();
  const failure = failureOf("password");
  const errors = failure?.problem.errors ?? [];
  return (
    <Section
      title={t("security.passwordTitle")}
      lead={t(proof.hasPassword ? "security.passwordLead" : "security.noPassword")}
    >
      <Form key={String(isDone("password"))} method="post" className="flex flex-col gap-4" noValidate>
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <input type="hidden" name="intent" value="password" />
        {/* For password managers, which keep the new password under this name. */}
        <input name="username" autoComplete="username" defaultValue={me.username} hidden readOnly />
        <PasswordField
          label={t("security.newPassword")}
          name="newPassword"
          autoComplete="new-password"
          personal={[me.email ?? "", me.displayName]}
          hint={t("auth.passwordHint", { min: PASSWORD_MIN })}
          errors={errors}
        />
        <ProofFields proof={proof} errors={errors} />
        <div className="flex flex-wrap items-center gap-3">
          <Button look="plain" isBusy={isBusy}>
            {t("security.changePassword")}
          </Button>
          <output className="text-small text-ink-muted">
            {isDone("password") ? t("security.passwordChanged") : ""}
          </output>
        </div>
      </Form>
    </Section>
  );
}

function SessionsSection() {
  const { t } = useTranslation();
  const { sessions, now } = useLoaderData<typeof loader>();
  const { isBusy, failureOf } = useOutcome();
  return (
    <Section title={t("security.sessionsTitle")} lead={t("security.sessionsLead")}>
      <ProblemNotice problem={failureOf("end-session", "end-others")?.problem} />
      <SessionList sessions={sessions} now={now} />
      {sessions.length > 1 ? (
        <Form method="post">
          <Button name="intent" value="end-others" look="plain" isBusy={isBusy}>
            {t("security.endOthers")}
          </Button>
        </Form>
      ) : (
        <p className="text-small text-ink-muted">{t("security.onlyThis")}</p>
      )}
    </Section>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
