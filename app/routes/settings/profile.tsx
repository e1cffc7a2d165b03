import type { MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { updateProfileSchema } from "#app/domain/users/users.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const meta: MetaFunction = () => [{ title: "Profile · Parley" }];

export const loader = createPageLoader(async ({ actor }) => ({ me: await getOwnUser(actor) }));

export const action = createFormAction(async ({ actor, form }) => {
  await updateProfile(actor, parseInput(updateProfileSchema, Object.fromEntries(form)));
  return { isSaved: true };
});

export default function Profile() {
  const { t } = useTranslation();
  const { me } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const value = (name: "displayName" | "bio" | "statusText") => failure?.values[name] ?? me[name];
  return (
    <>
      <PageHeader title={t("settings.profileTitle")} />
      <div className="overflow-y-auto">
        <Form method="post" noValidate className="flex w-full max-w-lg flex-col gap-5 p-4 md:py-6">
          <p className="text-small text-ink-muted">
            {t("settings.account", { username: me.username, email: me.email ?? "" })}
          </p>
          {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
          <Field
            label={t("settings.displayName")}
            name="displayName"
            autoComplete="name"
            defaultValue={value("displayName")}
            errors={errors}
          />
          <Field
            label={t("settings.statusText")}
            name="statusText"
            hint={t("settings.statusHint")}
            defaultValue={value("statusText")}
            errors={errors}
          />
          <Field label={t("settings.bio")} name="bio" defaultValue={value("bio")} errors={errors} />
          <div className="flex items-center gap-3">
            <Button disabled={isBusy}>{t("settings.save")}</Button>
            <output className="text-small text-ink-muted">
              {result && "isSaved" in result && !isBusy ? t("settings.saved") : ""}
            </output>
          </div>
        </Form>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
