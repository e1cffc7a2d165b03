import "#app/i18n/pages/notifications.ts";
import { Form, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import { NOTIFY_LEVELS, type NotifyLevel } from "#app/shared/preferences.ts";
import type { OwnUserView } from "#app/shared/views.ts";

/** Of what happens in one conversation, what its reader is told about. Part of the panel about it. */
export function ChannelLevel({ level }: { level: NotifyLevel | null }) {
  const { t } = useTranslation();
  const { me } = useRouteLoaderData("routes/shell") as { me: OwnUserView };
  const account = t("notify.channelLevels.account", { level: t(`notify.levels.${me.notifyLevel}`) });
  return (
    // What was chosen on another device is chosen here.
    <Form
      key={level}
      method="post"
      preventScrollReset
      className="flex flex-wrap items-end justify-between gap-2"
    >
      <input type="hidden" name="intent" value="set-own" />
      <div className="min-w-40 flex-1">
        <FieldFrame label={t("notify.channelLevel")} name="notifyLevel" errors={[]}>
          {(attributes) => (
            <select {...attributes} defaultValue={level ?? "account"}>
              <option value="account">{account}</option>
              {NOTIFY_LEVELS.map((choice) => (
                <option key={choice} value={choice}>
                  {t(`notify.channelLevels.${choice}`)}
                </option>
              ))}
            </select>
          )}
        </FieldFrame>
      </div>
      <Button look="plain">{t("notify.channelLevelSave")}</Button>
    </Form>
  );
}
