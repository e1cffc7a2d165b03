import { Link } from "@remix-run/react";
import { ArrowRightLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ROW } from "#app/components/chat/sidebar-channel.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { createListeners } from "#app/hooks/publisher.ts";
import { isApple } from "#app/components/shortcuts/platform.ts";
import { nameKeys, toAriaKeys } from "#app/shared/shortcuts.ts";

/** Somebody wants to go elsewhere. */
export const jumpWish = createListeners();

/** The way to everywhere: a dialog, and without a script the page that lists the same. */
export function JumpLink() {
  const { t } = useTranslation();
  const isLive = useHydrated();
  return (
    <li>
      <Link
        to="/go"
        role={isLive ? "button" : undefined}
        aria-haspopup={isLive ? "dialog" : undefined}
        aria-keyshortcuts={toAriaKeys("switcher")}
        className={`${ROW} text-ink-muted hover:bg-surface-hover hover:text-ink`}
        onKeyDown={(event) => {
          if (isLive && event.key === " ") event.currentTarget.click();
        }}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          jumpWish.call();
        }}
      >
        <ArrowRightLeft size={16} aria-hidden="true" className="shrink-0" />
        <span className="flex-1">{t("sidebar.jump")}</span>
        {isLive && (
          <kbd aria-hidden="true" className="font-sans text-time text-ink-faint pointer-coarse:hidden">
            {nameKeys("Mod+K", isApple()).join(isApple() ? "" : "+")}
          </kbd>
        )}
      </Link>
    </li>
  );
}
