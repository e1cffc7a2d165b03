import "#app/i18n/pages/appearance.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Preview } from "#app/components/appearance/preview.tsx";
import { useLiveLook } from "#app/components/appearance/use-live-look.ts";
import type { PageHandle } from "#app/components/page-title.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { RadioGroup } from "#app/components/ui/radio-group.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { updateProfileSchema } from "#app/domain/users/profile.schema.ts";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { appearanceTexts } from "#app/i18n/pages/appearance.ts";
import { settingsTexts } from "#app/i18n/pages/settings.ts";
import { LOCALE_NAMES, LOCALES } from "#app/shared/locales.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { CONTRASTS, DENSITIES, TEXT_SIZES, THEMES } from "#app/shared/preferences.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.appearance", texts: [settingsTexts, appearanceTexts] };

export const loader = createPageLoader(async ({ actor, url }) => {
  const { locale, theme, contrast, density, textSize, enterSends } = await getOwnUser(actor);
  const saved = { locale, theme, contrast, density, textSize };
  return { saved, enterSends, isSaved: url.searchParams.has("saved"), now: new Date().toISOString() };
});

export const action = createFormAction(async ({ actor, form }) => {
  const fields = { ...Object.fromEntries(form), enterSends: form.has("enterSends") };
  await updateProfile(actor, parseInput(appearanceSchema, fields));
  // By a new document, which is written in the new look and the new language from its first byte.
  return redirect("/settings/appearance?saved", 303);
});

const appearanceSchema = updateProfileSchema
  .pick({ locale: true, theme: true, contrast: true, density: true, textSize: true, enterSends: true })
  .required();

export default function Appearance() {
  const { t } = useTranslation();
  const { saved, enterSends, isSaved, now } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const errors = failure?.problem.errors ?? [];
  const showLook = useLiveLook();
  const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <SettingsPage title={t("settings.appearance")}>
      <Form
        method="post"
        action="/settings/appearance"
        reloadDocument
        onChange={showLook}
        className="flex flex-col gap-8"
      >
        <ProblemNotice problem={failure?.problem} />
        <Section title={t("appearance.look")} lead={t("appearance.lead")}>
          <RadioGroup
            look="segments"
            legend={t("appearance.theme")}
            name="theme"
            defaultValue={saved.theme}
            options={options(THEMES, (value) => t(`appearance.themes.${value}`))}
          />
          <RadioGroup
            look="segments"
            legend={t("appearance.contrast")}
            name="contrast"
            defaultValue={saved.contrast}
            options={options(CONTRASTS, (value) => t(`appearance.contrasts.${value}`))}
          />
        </Section>
        <Section title={t("appearance.size")}>
          <RadioGroup
            look="segments"
            legend={t("appearance.textSize")}
            name="textSize"
            defaultValue={saved.textSize}
            options={options(TEXT_SIZES, (value) => t(`appearance.textSizes.${value}`))}
          />
          <RadioGroup
            look="segments"
            legend={t("appearance.density")}
            name="density"
            defaultValue={saved.density}
            options={options(DENSITIES, (value) => t(`appearance.densities.${value}`))}
          />
          <Preview now={now} />
        </Section>
        <Section title={t("appearance.writing")}>
          <FieldFrame
            label={t("appearance.language")}
            name="locale"
            hint={t("appearance.languageHint")}
            errors={errors}
          >
            {(attributes) => (
              <select {...attributes} defaultValue={saved.locale}>
                {LOCALES.map((locale) => (
                  <option key={locale} value={locale} lang={locale}>
                    {LOCALE_NAMES[locale]}
                  </option>
                ))}
              </select>
            )}
          </FieldFrame>
          <Checkbox
            name="enterSends"
            defaultChecked={enterSends}
            label={t("appearance.enterSends")}
            hint={t("appearance.enterSendsHint")}
          />
        </Section>
        <div className="flex items-center gap-3">
          <Button>{t("appearance.save")}</Button>
          <output className="text-small text-ink-muted">{isSaved ? t("appearance.saved") : ""}</output>
        </div>
      </Form>
    </SettingsPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
