import "#app/i18n/pages/notifications.ts";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatClockTime, formatShort, formatTime } from "#app/shared/dates.ts";
import type { NotificationView } from "#app/shared/notification-view.ts";
import type { MessageView } from "#app/shared/views.ts";

interface ExplanationProps {
  message: MessageView;
  notification: NotificationView;
}

/** In one sentence, what decided whether one was told of a message; then what it went by, and where that is changed. */
export function Explanation({ message, notification }: ExplanationProps) {
  const { t } = useTranslation();
  const { locale } = useDateStyle();
  const { reason, settings } = notification;
  const { timeZone, quietFrom, quietUntil, snoozedUntil } = settings;
  const style = { locale, timeZone };
  const end = snoozedUntil && formatShort(snoozedUntil, style);
  const hours = {
    from: quietFrom && formatClockTime(quietFrom, locale),
    until: quietUntil && formatClockTime(quietUntil, locale),
  };
  const time = reason === "snoozed" ? end : formatTime(message.createdAt, style);
  return (
    <>
      <p className="font-medium" suppressHydrationWarning>
        {t(`notified.reasons.${reason}`, { time, ...hours })}
      </p>
      <Settings settings={settings} />
      <p className="flex flex-col items-start gap-2">
        <Link to={`/channels/${message.channelId}/about`} className={LINK}>
          {t("notified.changeHere")}
        </Link>
        <Link to="/settings/notifications" className={LINK}>
          {t("notified.change")}
        </Link>
      </p>
      <div className="flex flex-col gap-2 text-small text-ink-muted">
        <p>{t("notified.today")}</p>
        <p>{t("notified.devices")}</p>
      </div>
    </>
  );
}

const LINK = "font-medium text-accent-text underline";

function Settings({ settings }: Pick<NotificationView, "settings">) {
  const { t } = useTranslation();
  const { locale } = useDateStyle();
  const { accountLevel, channelLevel, muted, isBusy, timeZone, snoozedAt, snoozedUntil } = settings;
  const { quietFrom, quietUntil } = settings;
  const style = { locale, timeZone };
  const here = channelLevel ? t(`notify.channelLevels.${channelLevel}`) : t("notified.hereDefault");
  const quiet =
    quietFrom && quietUntil
      ? t("notified.quietValue", {
          from: formatClockTime(quietFrom, locale),
          until: formatClockTime(quietUntil, locale),
          zone: timeZone,
        })
      : t("notified.quietNone");
  const pause =
    snoozedAt && snoozedUntil
      ? t("notified.pauseValue", {
          from: formatShort(snoozedAt, style),
          until: formatShort(snoozedUntil, style),
        })
      : t("notified.pauseNone");
  return (
    <section aria-label={t("notified.settings")}>
      <dl className="flex flex-col divide-y divide-line border-y border-line text-small">
        <Fact term={t("notified.here")}>{muted ? t("notified.hereMuted") : here}</Fact>
        <Fact term={t("notified.account")}>{t(`notify.levels.${accountLevel}`)}</Fact>
        <Fact term={t("notified.quiet")}>{quiet}</Fact>
        <Fact term={t("notified.pause")}>{pause}</Fact>
        <Fact term={t("notified.presence")}>{t(isBusy ? "notified.busy" : "notified.notBusy")}</Fact>
      </dl>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 py-2">
      <dt className="w-32 shrink-0 text-ink-muted">{term}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere" suppressHydrationWarning>
        {children}
      </dd>
    </div>
  );
}
