import "#app/i18n/pages/auth.ts";
import "#app/i18n/pages/factors.ts";
import "#app/i18n/pages/verification.ts";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { goTo, PasskeyButton } from "#app/components/factors/passkey-button.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { ProviderButtons } from "#app/components/provider-buttons.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { listProviders } from "#app/domain/identities/providers.server.ts";
import { checkCredentials } from "#app/domain/sessions/log-in.server.ts";
import { logInSchema } from "#app/domain/sessions/sessions.schema.ts";
import { isSignUpOpen } from "#app/domain/users/sign-up.server.ts";
import { openSessionOrAskForFactor } from "#app/doors/log-in-door.server.ts";
import { createOpenFormAction, createOpenPageLoader, safeNextPath } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.login" };

export const loader = createOpenPageLoader(async ({ context, request }) => {
  const { searchParams } = new URL(request.url);
  const next = safeNextPath(searchParams.get("next"));
  if (context.actor) throw redirect(next);
  return {
    next,
    isSignUpOpen: await isSignUpOpen(),
    providers: listProviders(),
    isPasswordReset: searchParams.get("done") === "password_reset",
    isReplayed: searchParams.get("ended") === "replayed",
  };
});

export const action = createOpenFormAction(async ({ form, context, request }) => {
  const remember = form.has("remember");
  const user = await checkCredentials(
    parseInput(logInSchema, { ...Object.fromEntries(form), remember }),
    context,
  );
  const next = safeNextPath(new URL(request.url).searchParams.get("next"));
  return openSessionOrAskForFactor(user, { remember, method: "password", next }, context);
});

export default function LogIn() {
  const { t } = useTranslation();
  const { next, isSignUpOpen: canSignUp, providers, ...news } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage
      title={t("auth.logInTitle")}
      footer={
        canSignUp && (
          <>
            {t("auth.noAccount")}{" "}
            <Link to={`/signup${query}`} className="font-medium text-accent-text underline">
              {t("auth.signUpTitle")}
            </Link>
          </>
        )
      }
    >
      {news.isPasswordReset && <output className="text-small">{t("verification.resetDone")}</output>}
      {news.isReplayed && (
        <p role="alert" className="rounded-control bg-danger-surface px-3 py-2 text-small text-danger">
          {t("errors.session_replayed")}
        </p>
      )}
      <Form method="post" className="flex flex-col gap-4" noValidate>
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <Field
          label={t("auth.login")}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          defaultValue={failure?.values["login"]}
          errors={errors}
        />
        <Field
          label={t("auth.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          errors={errors}
        />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-small">
          <label className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              name="remember"
              defaultChecked={failure?.values["remember"] === "on"}
              className="choice"
            />
            {t("auth.remember")}
          </label>
          <Link to="/forgot-password" className="font-medium text-accent-text underline">
            {t("verification.forgotTitle")}
          </Link>
        </div>
        <Button isBusy={isBusy}>{t("auth.logIn")}</Button>
        <PasskeyButton
          purpose="log_in"
          label={t("factors.passkeyUse")}
          readDetails={(form) => ({ remember: form.has("remember"), next })}
          onDone={goTo}
        />
      </Form>
      <ProviderButtons providers={providers} next={next} />
    </AuthPage>
  );
}
