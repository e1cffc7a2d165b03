import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { onPermission, readPermission, turnOff, turnOn, type Permission } from "./permission.ts";

/** Whether this browser shows notifications, which no other device has a say in. */
export function DeviceSection() {
  const { t } = useTranslation();
  const permission = useSyncExternalStore<Permission | null>(onPermission, readPermission, () => null);
  return (
    <Section title={t("notify.device")} lead={t("notify.deviceLead")}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <output className="min-w-52 flex-1">{t(`notify.${STATES[permission ?? "none"]}`)}</output>
        {(permission === "default" || permission === "off") && (
          <Button type="button" onClick={() => void turnOn()}>
            {t("notify.turnOn")}
          </Button>
        )}
        {permission === "granted" && (
          <Button type="button" look="plain" onClick={turnOff}>
            {t("notify.turnOff")}
          </Button>
        )}
      </div>
    </Section>
  );
}

const STATES = {
  none: "deviceNoScript",
  unsupported: "deviceUnsupported",
  default: "deviceOff",
  off: "deviceOff",
  denied: "deviceDenied",
  granted: "deviceOn",
} as const;
