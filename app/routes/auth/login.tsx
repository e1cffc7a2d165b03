import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { logIn } from "#app/domain/sessions/log-in.server.ts";
import { isSignUpOpen } from "#app/domain/users/sign-up.server.ts";
import { logInSchema } from "#app/domain/sessions/sessions.schema.ts";
import { createOpenFormAction, safeNextPath } from "#app/doors/page-door.server.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const meta: MetaFunction = () => [{ title: "Log in · Parley" }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  const next = safeNextPath(new URL(request.url).searchParams.get("next"));
  if (context.actor) throw redirect(next);
  return { next, isSignUpOpen: await isSignUpOpen() };
}

export const action = createOpenFormAction(async ({ form, context, request }) => {
  const remember = form.has("remember");
  const input = parseInput(logInSchema, { ...Object.fromEntries(form), remember });
  const session = await logIn(input, context);
  for (const cookie of await serializeSession(session, remember)) context.setCookie(cookie);
  return redirect(safeNextPath(new URL(request.url).searchParams.get("next")), 303);
});

export default function LogIn() {
  const { t } = useTranslation();
  const { next, isSignUpOpen: canSignUp } = useLoaderData<typeof loader>();
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
        <label className="flex min-h-6 items-center gap-2 text-small">
          <input
            type="checkbox"
            name="remember"
            defaultChecked={failure?.values["remember"] === "on"}
            className="size-4 accent-(--accent)"
          />
          {t("auth.remember")}
        </label>
        <Button disabled={isBusy}>{t("auth.logIn")}</Button>
      </Form>
    </AuthPage>
  );
}
