import "#app/i18n/pages/account-errors.ts";
import "#app/i18n/pages/settings.ts";
import { NavLink } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "./chat/page-header.tsx";

/** The frame of every page under /settings: its heading, the way to the others, and a column to read. */
export function SettingsPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const pages = [
    { to: "/settings/profile", label: t("settings.profile") },
    { to: "/settings/appearance", label: t("settings.appearance") },
    { to: "/settings/security", label: t("settings.security") },
    { to: "/settings/security/second-factor", label: t("settings.secondFactor") },
    { to: "/settings/notifications", label: t("settings.notifications") },
    { to: "/settings/privacy", label: t("settings.privacy") },
    { to: "/settings/connections", label: t("settings.connections") },
    { to: "/settings/account", label: t("settings.account") },
  ];
  return (
    <>
      <PageHeader title={title} />
      <PageTabs label={t("settings.nav")} pages={pages} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-2xl flex-col gap-8 p-4 md:py-6">{children}</div>
      </div>
    </>
  );
}

interface PageTab {
  to: string;
  label: string;
  /** Pages below its address belong to it. */
  hasPages?: boolean;
}

/** Pages of one place, side by side; on a narrow screen in as many rows as it takes. */
export function PageTabs({ label, pages }: { label: string; pages: PageTab[] }) {
  return (
    <nav aria-label={label} className="page-tabs shrink-0 border-b border-line px-1.5">
      <ul className="flex flex-wrap">
        {pages.map((page) => (
          <li key={page.to}>
            <NavLink
              to={page.to}
              end={!page.hasPages}
              className={({ isActive }) =>
                `flex min-h-10 items-center border-b-2 px-2.5 text-small font-medium whitespace-nowrap ${
                  isActive ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink"
                }`
              }
            >
              {page.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
