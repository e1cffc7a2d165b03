import "#app/i18n/pages/notifications.ts";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { makeOffer } from "./offer.ts";
import { decline, turnOn } from "./permission.ts";

/** Asks once on each device, where it is in nobody's way. The browser's own question comes only after a yes. */
export function NotifyBanner() {
  const { t } = useTranslation();
  return (
    <section aria-label={t("notify.bannerLabel")} className="shrink-0 border-t border-line p-3 text-small">
      <p>{t("notify.banner")}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          type="button"
          look="plain"
          className="min-h-8 px-2.5 text-small"
          onClick={() => {
            makeOffer(false);
            void turnOn();
          }}
        >
          {t("notify.turnOn")}
        </Button>
        <Button
          type="button"
          look="quiet"
          className="min-h-8 px-2.5 text-small"
          onClick={() => {
            makeOffer(false);
            decline();
          }}
        >
          {t("notify.notNow")}
        </Button>
      </div>
    </section>
  );
}
