import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatShort } from "#app/shared/dates.ts";

/** The sentences that tell since when a factor is there and when it was used. */
export function useShownTime() {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const show = (iso: string) => formatShort(iso, dateStyle);
  return {
    show,
    showUse: (iso: string | null) =>
      iso ? t("factors.lastUsed", { when: show(iso) }) : t("factors.neverUsed"),
  };
}
