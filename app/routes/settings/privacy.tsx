import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/components/page-title.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";

export const handle: PageHandle = { title: "titles.privacy" };

export const loader = createPageLoader(async ({ actor }) => {
  const { sendsReceipts } = await getOwnUser(actor);
  return { sendsReceipts };
});

export const action = createFormAction(async ({ actor, form }) => {
  await updateProfile(actor, { sendsReceipts: form.has("sendsReceipts") });
  return { isSaved: true };
});

export default function Privacy() {
  const { t } = useTranslation();
  const { sendsReceipts } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const isChecked = failure ? failure.values["sendsReceipts"] === "on" : sendsReceipts;
  return (
    <SettingsPage title={t("settings.privacy")}>
      <Form method="post" className="flex flex-col gap-8">
        <ProblemNotice problem={failure?.problem} />
        <Section title={t("settings.privacy")} lead={t("settings.privacyLead")}>
          <Checkbox
            name="sendsReceipts"
            defaultChecked={isChecked}
            label={t("settings.sendsReceipts")}
            hint={t("settings.sendsReceiptsHint")}
          />
        </Section>
        <div className="flex items-center gap-3">
          <Button isBusy={isBusy}>{t("settings.privacySave")}</Button>
          <output className="text-small text-ink-muted">
            {result && "isSaved" in result && !isBusy ? t("settings.privacySaved") : ""}
          </output>
        </div>
      </Form>
    </SettingsPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
