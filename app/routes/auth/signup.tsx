import "#app/i18n/pages/auth.ts";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { PasswordField } from "#app/components/password-field.tsx";
import { ProviderButtons } from "#app/components/provider-buttons.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { listProviders } from "#app/domain/identities/providers.server.ts";
import { findChannelIdsOf } from "#app/domain/memberships/list-members.server.ts";
import { findSignUpTerms } from "#app/domain/users/sign-up-terms.server.ts";
import { signUpSchema } from "#app/domain/users/sign-up.schema.ts";
import { signUp } from "#app/domain/users/sign-up.server.ts";
import { giveSession } from "#app/doors/log-in-door.server.ts";
import { createOpenFormAction, createOpenPageLoader, safeNextPath } from "#app/doors/page-door.server.ts";
import { say } from "#app/i18n/say.ts";
import { appUrl } from "#app/platform/env.server.ts";
import { PASSWORD_MIN } from "#app/shared/limits.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.signup" };

export const loader = createOpenPageLoader(async ({ context, request }) => {
  if (context.actor) throw redirect("/");
  const { searchParams } = new URL(request.url);
  const invite = searchParams.get("invite") ?? "";
  const terms = await findSignUpTerms(invite);
  const { host } = new URL(appUrl());
  return {
    ...terms,
    invite: terms.offer ? invite : "",
    host,
    next: safeNextPath(searchParams.get("next")),
    providers: listProviders(),
  };
});

export const action = createOpenFormAction(async ({ form, context, request }) => {
  const input = parseInput(signUpSchema, Object.fromEntries(form));
  const session = await signUp(input, context);
  await giveSession(session, false, context);
  const next = safeNextPath(new URL(request.url).searchParams.get("next"));
  const [channelId] = next === "/" && input.invite ? await findChannelIdsOf(session.user.id) : [];
  return redirect(channelId ? `/channels/${channelId}` : next, 303);
});

/** Also after a refusal: the last place of an invite may have gone to somebody else meanwhile. */
export function shouldRevalidate(): boolean {
  return true;
}

export default function SignUp() {
  const { t } = useTranslation();
  const { isFirst, isPossible, refusal, next, invite, providers } = useLoaderData<typeof loader>();
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
      {refusal && (
        <output>
          {say(t, refusal)} {isPossible && t("auth.withoutInvite")}
        </output>
      )}
      {isFirst && <p className="text-ink-muted">{t("auth.firstAccount")}</p>}
      <Offer />
      {isPossible && <SignUpForm />}
      {isPossible && <ProviderButtons providers={providers} next={next} invite={invite} />}
    </AuthPage>
  );
}

/** What the invite is for, if there is one. */
function Offer() {
  const { t } = useTranslation();
  const { offer, host } = useLoaderData<typeof loader>();
  if (!offer) return null;
  const { inviter, channelCount } = offer;
  return (
    <p className="wrap-anywhere text-ink-muted">
      {inviter ? t("auth.invitedBy", { inviter, host }) : t("auth.invited", { host })}{" "}
      {channelCount > 0 && t("auth.inviteChannels", { count: channelCount })}
    </p>
  );
}

function SignUpForm() {
  const { t } = useTranslation();
  const { invite, refusal } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const isSaid = errors.length > 0 || failure?.problem.key === refusal;
  return (
    <Form method="post" className="flex flex-col gap-4" noValidate>
      {!isSaid && <ProblemNotice problem={failure?.problem} />}
      {invite && <input type="hidden" name="invite" value={invite} />}
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
      <PasswordField
        label={t("auth.password")}
        autoComplete="new-password"
        hint={t("auth.passwordHint", { min: PASSWORD_MIN })}
        errors={errors}
      />
      <Button isBusy={isBusy}>{t("auth.signUp")}</Button>
    </Form>
  );
}
