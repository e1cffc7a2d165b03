import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import type { FieldError } from "#app/shared/errors.ts";

interface QuietFieldsProps {
  /** "22:00", or empty. */
  from: string;
  until: string;
  timeZone: string;
  /** The zone is that of the profile, not just of this browser. */
  isOwnZone: boolean;
  errors: FieldError[];
}

/** Between which times of the day nothing is told, and where clocks show them. */
export function QuietFields({ from, until, timeZone, isOwnZone, errors }: QuietFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2">
      <div className="grid max-w-sm grid-cols-2 gap-3">
        <FieldFrame label={t("notify.quietFrom")} name="quietFrom" errors={errors}>
          {(attributes) => <input {...attributes} type="time" defaultValue={from} />}
        </FieldFrame>
        <FieldFrame label={t("notify.quietUntil")} name="quietUntil" errors={errors}>
          {(attributes) => <input {...attributes} type="time" defaultValue={until} />}
        </FieldFrame>
      </div>
      <p className="text-small text-ink-muted">
        {t(isOwnZone ? "notify.zone" : "notify.zoneBrowser", { zone: timeZone })}{" "}
        <Link to="/settings/profile" className="font-medium text-accent-text underline">
          {t("notify.zoneChange")}
        </Link>
      </p>
    </div>
  );
}
