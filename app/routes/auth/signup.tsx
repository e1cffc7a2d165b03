import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { hasAccounts, isSignUpOpen, signUp } from "#app/domain/users/sign-up.server.ts";
import { signUpSchema } from "#app/domain/users/users.schema.ts";
import { createOpenFormAction, safeNextPath } from "#app/doors/page-door.server.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import { PASSWORD_MIN } from "#app/shared/limits.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const meta: MetaFunction = () => [{ title: "Create your account · Parley" }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  if (context.actor) throw redirect("/");
  const [hasSome, isOpen] = await Promise.all([hasAccounts(), isSignUpOpen()]);
  return { isFirst: !hasSome, isOpen, next: safeNextPath(new URL(request.url).searchParams.get("next")) };
}

export const action = createOpenFormAction(async ({ form, context, request }) => {
  const session = await signUp(parseInput(signUpSchema, Object.fromEntries(form)), context);
  for (const cookie of await serializeSession(session, false)) context.setCookie(cookie);
  return redirect(safeNextPath(new URL(request.url).searchParams.get("next")), 303);
});

export default function SignUp() {
  const { t } = useTranslation();
  const { isFirst, isOpen, next } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage
      title={t("auth.signUpTitle")}
      footer={
        <>
          {t("auth.haveAccount")}{" "}
          <Link to={`/login${query}`} className="font-medium text-accent-text underline">
            {t("auth.logIn")}
          </Link>
        </>
      }
    >
      {!isOpen && <p>{t("errors.signup_closed")}</p>}
      {isFirst && <p className="text-ink-muted">{t("auth.firstAccount")}</p>}
      <Form method="post" className="flex flex-col gap-4" noValidate hidden={!isOpen}>
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <Field
          label={t("auth.email")}
          name="email"
          type="email"
          autoComplete="email"
          required
          defaultValue={failure?.values["email"]}
          errors={errors}
        />
        <Field
          label={t("auth.username")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          hint={t("auth.usernameHint")}
          defaultValue={failure?.values["username"]}
          errors={errors}
        />
        <Field
          label={t("auth.displayName")}
          name="displayName"
          autoComplete="name"
          hint={t("auth.displayNameHint")}
          defaultValue={failure?.values["displayName"]}
          errors={errors}
        />
        <Field
          label={t("auth.password")}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint={t("auth.passwordHint", { min: PASSWORD_MIN })}
          errors={errors}
        />
        <Button disabled={isBusy}>{t("auth.signUp")}</Button>
      </Form>
    </AuthPage>
  );
}
