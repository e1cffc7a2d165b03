import { useLocation } from "@remix-run/react";
import { ChevronDown, Globe } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LOCALE_NAMES, LOCALES } from "#app/shared/locales.ts";
import { usePreferences } from "./preferences.ts";

/**
 * The languages, each as it calls itself, for who is not signed in. Buttons of a form in a part that opens by itself: the
 * document comes again in the language that was chosen.
 */
export function LanguageMenu() {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const { pathname, search } = useLocation();
  return (
    <details className="text-small text-ink-muted">
      <summary className="flex min-h-8 w-fit items-center gap-2 rounded-control hover:text-ink">
        <Globe size={16} aria-hidden="true" />
        <span className="sr-only">{t("ui.language", { name: LOCALE_NAMES[locale] })}</span>
        <span aria-hidden="true">{LOCALE_NAMES[locale]}</span>
        <ChevronDown size={14} aria-hidden="true" />
      </summary>
      <form method="post" action="/resources/preferences" className="flex flex-wrap gap-1 pt-2">
        <input type="hidden" name="next" value={pathname + search} />
        {LOCALES.map((each) => (
          <button
            key={each}
            name="locale"
            value={each}
            lang={each}
            aria-current={each === locale ? "true" : undefined}
            className="min-h-8 rounded-control border border-line px-2.5 hover:bg-surface-hover hover:text-ink aria-[current]:border-accent aria-[current]:bg-surface-selected aria-[current]:text-ink"
          >
            {LOCALE_NAMES[each]}
          </button>
        ))}
      </form>
    </details>
  );
}
