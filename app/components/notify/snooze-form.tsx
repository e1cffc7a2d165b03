import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "#app/components/preferences.ts";
import { Button } from "#app/components/ui/button.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { formatClockTime, formatShort } from "#app/shared/dates.ts";
import { MORNING } from "#app/shared/snooze-end.ts";

interface SnoozeFormProps {
  /** Null: not paused. */
  until: string | null;
  timeZone: string;
}

/** Nothing for a while. Each button takes effect at once. */
export function SnoozeForm({ until, timeZone }: SnoozeFormProps) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const isBusy = useNavigation().state !== "idle";
  const choices = [
    ["half_hour", t("notify.snoozeHalfHour")],
    ["hour", t("notify.snoozeHour")],
    ["tomorrow", t("notify.snoozeTomorrow", { time: formatClockTime(MORNING, locale) })],
    ...(until ? [["off", t("notify.snoozeOff")] as const] : []),
  ] as const;
  return (
    <Section title={t("notify.snooze")} lead={t("notify.snoozeLead")}>
      <output className="empty:hidden" suppressHydrationWarning>
        {until ? t("notify.snoozed", { time: formatShort(until, { locale, timeZone }) }) : ""}
      </output>
      <Form method="post" preventScrollReset className="flex flex-wrap gap-2">
        <input type="hidden" name="intent" value="snooze" />
        {choices.map(([value, label]) => (
          <Button key={value} look="plain" name="snooze" value={value} isBusy={isBusy}>
            {label}
          </Button>
        ))}
      </Form>
    </Section>
  );
}
