import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface PageHeaderProps {
  title: string;
  icon?: ReactNode;
  /** One muted line beside the title. */
  detail?: ReactNode;
  children?: ReactNode;
}

/** The head of every page beside the sidebar; on a narrow screen it also opens the sidebar. */
export function PageHeader({ title, icon, detail, children }: PageHeaderProps) {
  const { t } = useTranslation();
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-2 md:px-4">
      <button
        type="button"
        popovertarget="sidebar"
        aria-label={t("sidebar.open")}
        className="grid size-10 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover md:hidden"
      >
        <Menu size={20} aria-hidden="true" />
      </button>
      {icon}
      <h1 className="min-w-0 truncate text-title font-semibold" title={title}>
        <bdi>{title}</bdi>
      </h1>
      <p className="min-w-0 flex-1 truncate text-small text-ink-muted max-md:hidden">{detail}</p>
      <span className="flex-1 md:hidden" />
      {children}
    </header>
  );
}
