import "#app/i18n/pages/admin.ts";
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "#app/components/ui/button.tsx";

interface AdminPagesNavProps {
  /** From 1. */
  page: number;
  pageCount: number;
  /** The address of another page of the same list. */
  to: (page: number) => string;
}

/** The ways to the pages before and after this one of a list; nothing where one page holds it all. */
export function AdminPagesNav({ page, pageCount, to }: AdminPagesNavProps) {
  const { t } = useTranslation();
  if (pageCount === 1) return null;
  return (
    <nav aria-label={t("admin.pages")} className="flex flex-wrap items-center gap-3">
      {page > 1 && (
        <Link to={to(page - 1)} className={buttonClass("plain")}>
          {t("admin.previous")}
        </Link>
      )}
      <span className="text-small text-ink-muted">{t("admin.page", { page, pageCount })}</span>
      {page < pageCount && (
        <Link to={to(page + 1)} className={buttonClass("plain")}>
          {t("admin.next")}
        </Link>
      )}
    </nav>
  );
}
