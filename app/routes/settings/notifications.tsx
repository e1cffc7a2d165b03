import "#app/i18n/pages/notifications.ts";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { DeviceSection } from "#app/components/notify/device-section.tsx";
import { OwnLevels } from "#app/components/notify/own-levels.tsx";
import { QuietFields } from "#app/components/notify/quiet-fields.tsx";
import { SnoozeForm } from "#app/components/notify/snooze-form.tsx";
import { PlayButton } from "#app/components/notify/play-button.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { notifySettings } from "#app/domain/users/notify-settings.schema.ts";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { readTimeZone } from "#app/doors/time-zone.server.ts";
import { notificationsTexts } from "#app/i18n/pages/notifications.ts";
import { AppError } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { NOTIFY_LEVELS } from "#app/shared/preferences.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { findSnoozeEnd, SNOOZES } from "#app/shared/snooze-end.ts";

export const handle: PageHandle = { title: "titles.notifications", texts: [notificationsTexts] };

const saveSchema = z.object({ ...notifySettings, notifyLevel: z.enum(NOTIFY_LEVELS) });
const snoozeSchema = z.object({ snooze: z.enum(SNOOZES) });

export const loader = createPageLoader(async ({ actor, request }) => {
  const me = await getOwnUser(actor);
  return { me, timeZone: me.timeZone || readTimeZone(request.headers.get("cookie")) };
});

export const action = createFormAction(async ({ actor, form, request }) => {
  const intent = form.get("intent");
  if (intent === "save") {
    await updateProfile(actor, parseInput(saveSchema, readSettings(form)));
    return { isSaved: true };
  }
  if (intent !== "snooze") throw new AppError("malformed");
  const { snooze } = parseInput(snoozeSchema, Object.fromEntries(form));
  const me = await getOwnUser(actor);
  const timeZone = me.timeZone || readTimeZone(request.headers.get("cookie"));
  await updateProfile(actor, { snoozedUntil: findSnoozeEnd(snooze, { now: new Date(), timeZone }) });
  return {};
});

function readSettings(form: URLSearchParams): Record<string, unknown> {
  const { notifyLevel, quietFrom, quietUntil } = Object.fromEntries(form);
  return {
    notifyLevel,
    notifySound: form.has("notifySound"),
    // Emptied, there are none.
    quietFrom: quietFrom === "" ? null : quietFrom,
    quietUntil: quietUntil === "" ? null : quietUntil,
  };
}

/** What one is told of, when, and how. */
export default function Notifications() {
  const { t } = useTranslation();
  const { me, timeZone } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const values = failure?.values["intent"] === "save" ? failure.values : undefined;
  const level = values?.["notifyLevel"] ?? me.notifyLevel;
  const isSaved = useStays(
    Boolean(result && "isSaved" in result && !isBusy),
    isBusy || failure !== undefined,
  );
  return (
    <SettingsPage title={t("settings.notifications")}>
      {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
      <Form
        // What another tab has saved is what this one shows.
        key={`${me.notifyLevel} ${me.notifySound} ${me.quietFrom} ${me.quietUntil}`}
        method="post"
        noValidate
        className="flex flex-col gap-5 border-b border-line pb-8"
      >
        <div className="flex flex-col gap-8">
          <Section title={t("notify.tell")} lead={t("notify.levelsHint")}>
            <fieldset className="flex flex-col gap-1">
              <legend className="sr-only">{t("notify.tell")}</legend>
              {NOTIFY_LEVELS.map((choice) => (
                <label key={choice} className="flex min-h-8 items-center gap-2">
                  <input
                    type="radio"
                    name="notifyLevel"
                    value={choice}
                    defaultChecked={choice === level}
                    className="size-4 accent-(--accent)"
                  />
                  {t(`notify.levels.${choice}`)}
                </label>
              ))}
            </fieldset>
            <div className="flex flex-wrap items-center gap-3">
              <div className="min-w-52 flex-1">
                <label className="flex min-h-8 items-center gap-2">
                  <input
                    type="checkbox"
                    name="notifySound"
                    defaultChecked={values ? values["notifySound"] === "on" : me.notifySound}
                    aria-describedby="sound-hint"
                    className="size-4 accent-(--accent)"
                  />
                  {t("notify.sound")}
                </label>
                <p id="sound-hint" className="text-small text-ink-muted">
                  {t("notify.soundHint")}
                </p>
              </div>
              <PlayButton />
            </div>
          </Section>
          <Section title={t("notify.quiet")} lead={t("notify.quietLead")}>
            <QuietFields
              from={values ? (values["quietFrom"] ?? "") : (me.quietFrom ?? "")}
              until={values ? (values["quietUntil"] ?? "") : (me.quietUntil ?? "")}
              timeZone={timeZone}
              isOwnZone={me.timeZone !== ""}
              errors={errors}
            />
          </Section>
        </div>
        <div className="flex items-center gap-3">
          <Button name="intent" value="save" isBusy={isBusy}>
            {t("notify.save")}
          </Button>
          <output className="text-small text-ink-muted">{isSaved ? t("notify.saved") : ""}</output>
        </div>
      </Form>
      <SnoozeForm until={me.snoozedUntil} timeZone={timeZone} />
      <DeviceSection />
      <OwnLevels />
    </SettingsPage>
  );
}

/** True from then on until it is over: the page is loaded again by what it has saved, and then knows no answer any more. */
function useStays(isNow: boolean, isOver: boolean): boolean {
  const [wasOnce, setOnce] = useState(false);
  if (isNow && !wasOnce) setOnce(true);
  else if (isOver && wasOnce) setOnce(false);
  return isNow || (wasOnce && !isOver);
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
