import "#app/i18n/pages/auth.ts";
import "#app/i18n/pages/factors.ts";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { goTo, PasskeyButton } from "#app/components/factors/passkey-button.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { hasCodes, hasPasskeys } from "#app/domain/factors/check-second-factor.server.ts";
import { codeSchema } from "#app/domain/factors/factors.schema.ts";
import { findPendingLogIn } from "#app/domain/sessions/pending-log-in.server.ts";
import { openPendingSession } from "#app/doors/log-in-door.server.ts";
import { createOpenFormAction, createOpenPageLoader, safeNextPath } from "#app/doors/page-door.server.ts";
import { readPendingLogIn } from "#app/doors/session-cookies.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.secondFactor" };

const findNext = (request: Request) => safeNextPath(new URL(request.url).searchParams.get("next"));

export const loader = createOpenPageLoader(async ({ context, request }) => {
  const next = findNext(request);
  if (context.actor) throw redirect(next);
  const ticket = await readPendingLogIn(request.headers.get("cookie"));
  if (!ticket) throw redirect(next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`);
  const pending = await findPendingLogIn(ticket);
  if (!pending) return { next, asks: null };
  const [codes, passkeys] = await Promise.all([hasCodes(pending.user.id), hasPasskeys(pending.user.id)]);
  return { next, asks: { codes, passkeys } };
});

export const action = createOpenFormAction(async ({ form, context, request }) => {
  await openPendingSession(request, parseInput(codeSchema, Object.fromEntries(form)), context);
  return redirect(findNext(request), 303);
});

export default function SecondFactor() {
  const { t } = useTranslation();
  const { next, asks } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const logIn = next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
  const footer = (
    <Link to={logIn} className="font-medium text-accent-text underline">
      {t("factors.logInAgain")}
    </Link>
  );
  if (!asks)
    return (
      <AuthPage title={t("factors.title")} footer={null}>
        <p role="alert">{t("errors.log_in_expired")}</p>
        <Link to={logIn} className={buttonClass()}>
          {t("factors.logInAgain")}
        </Link>
      </AuthPage>
    );
  return (
    <AuthPage title={t("factors.title")} footer={footer}>
      <p className="text-ink-muted">{t(asks.passkeys ? "factors.logInPasskeyLead" : "factors.logInLead")}</p>
      {asks.passkeys && (
        <PasskeyButton
          purpose="second_factor"
          label={t("factors.passkeyUse")}
          readDetails={() => ({ next })}
          onDone={goTo}
        />
      )}
      <Form method="post" className="flex flex-col gap-4" noValidate hidden={!asks.codes}>
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <Field
          label={t("factors.code")}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          errors={errors}
        />
        <Button isBusy={isBusy}>{t("auth.logIn")}</Button>
      </Form>
    </AuthPage>
  );
}
