import "#app/i18n/pages/profile.ts";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/components/page-title.tsx";
import { AvatarField } from "#app/components/profile/avatar-field.tsx";
import { StatusFields } from "#app/components/profile/status-fields.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { removeAvatar, setAvatar } from "#app/domain/avatars/set-avatar.server.ts";
import { STATUS_ENDS, updateProfileSchema } from "#app/domain/users/profile.schema.ts";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { readProfileForm } from "#app/doors/profile-form.server.ts";
import { readTimeZone } from "#app/doors/time-zone.server.ts";
import { AVATAR_MAX_BYTES } from "#app/shared/limits.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { listTimeZones, toLocalTime } from "#app/shared/time-zones.ts";

export const handle: PageHandle = { title: "titles.profile" };

export const loader = createPageLoader(async ({ actor, request }) => {
  const me = await getOwnUser(actor);
  const timeZone = me.timeZone || readTimeZone(request.headers.get("cookie"));
  const end = me.statusExpiresAt && toLocalTime(new Date(me.statusExpiresAt), timeZone);
  const timeZones = [...new Set([...listTimeZones(), me.timeZone])].filter(Boolean);
  return { me, timeZone, timeZones, statusExpiresAt: end ?? "", ends: STATUS_ENDS };
});

export const action = createFormAction(
  async ({ actor, form, files, request }) => {
    // All of it is looked at before any of it is saved.
    const input = parseInput(updateProfileSchema, readProfileForm(form, request.headers.get("cookie")));
    const picture = files.find(({ field }) => field === "avatar")?.bytes;
    if (picture) await setAvatar(actor, picture);
    else if (form.has("removeAvatar")) await removeAvatar(actor);
    await updateProfile(actor, input);
    return { isSaved: true };
  },
  { limits: { fileMaxBytes: AVATAR_MAX_BYTES } },
);

export default function Profile() {
  const { t } = useTranslation();
  const { me, timeZone, timeZones, statusExpiresAt, ends } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const saved = { ...me, statusExpiresAt, statusEnd: me.statusExpiresAt ? "at" : "never" };
  const value = (name: keyof typeof saved) => failure?.values[name] ?? String(saved[name]);
  return (
    <SettingsPage title={t("profile.title")}>
      <Form
        // What was chosen in these fields has become something else when it is saved.
        key={`${me.avatarUrl} ${statusExpiresAt}`}
        method="post"
        encType="multipart/form-data"
        noValidate
        className="flex flex-col gap-8"
      >
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <Section
          title={t("profile.you")}
          lead={t("profile.account", { username: me.username, email: me.email ?? "" })}
        >
          <Field
            label={t("profile.displayName")}
            name="displayName"
            autoComplete="name"
            defaultValue={value("displayName")}
            errors={errors}
          />
          <Field
            label={t("profile.pronouns")}
            name="pronouns"
            defaultValue={value("pronouns")}
            errors={errors}
          />
          <FieldFrame label={t("profile.bio")} name="bio" errors={errors}>
            {(attributes) => <textarea {...attributes} dir="auto" rows={4} defaultValue={value("bio")} />}
          </FieldFrame>
        </Section>
        <Section title={t("profile.statusTitle")}>
          <StatusFields value={value} ends={ends} timeZone={timeZone} errors={errors} />
        </Section>
        <Section title={t("profile.time")}>
          <FieldFrame label={t("profile.timeZone")} name="timeZone" errors={errors}>
            {(attributes) => (
              <select {...attributes} defaultValue={value("timeZone")}>
                <option value="">{t("profile.browserTimeZone")}</option>
                {timeZones.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </FieldFrame>
        </Section>
        {/* Last, so that the fields before it are there even when the file is far too large. */}
        <Section title={t("profile.avatarTitle")}>
          <AvatarField me={me} errors={errors} />
        </Section>
        <div className="flex items-center gap-3">
          <Button isBusy={isBusy}>{t("profile.save")}</Button>
          <output className="text-small text-ink-muted">
            {result && "isSaved" in result && !isBusy ? t("profile.saved") : ""}
          </output>
        </div>
      </Form>
    </SettingsPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
