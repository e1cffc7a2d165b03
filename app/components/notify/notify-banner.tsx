import "#app/i18n/pages/notifications.ts";
import { useTranslation } from "react-i18next";
import { makeOffer } from "./offer.ts";
import { decline, turnOn } from "./permission.ts";

const BUTTON = "min-h-8 rounded-control px-2.5 font-medium whitespace-nowrap hover:bg-surface-hover";

/** Asks once on each device, where it is in nobody's way. The browser's own question comes only after a yes. */
export function NotifyBanner() {
  const { t } = useTranslation();
  return (
    <section aria-label={t("notify.bannerLabel")} className="shrink-0 border-t border-line p-3 text-small">
      <p>{t("notify.banner")}</p>
      <div className="mt-2 flex flex-wrap gap-1">
        <button
          type="button"
          className={`${BUTTON} border border-line bg-surface-raised text-ink`}
          onClick={() => {
            makeOffer(false);
            void turnOn();
          }}
        >
          {t("notify.turnOn")}
        </button>
        <button
          type="button"
          className={`${BUTTON} text-ink-muted hover:text-ink`}
          onClick={() => {
            makeOffer(false);
            decline();
          }}
        >
          {t("notify.notNow")}
        </button>
      </div>
    </section>
  );
}
