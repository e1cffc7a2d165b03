import "#app/i18n/pages/account-errors.ts";
import "#app/i18n/pages/admin.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AdminPageName } from "#app/shared/permissions.ts";
import { PageHeader } from "./chat/page-header.tsx";
import { PageTabs } from "./settings-page.tsx";

/** The frame of every page under /admin. `pages` are those that one may open, as the loader's `requireAdminPage` tells. */
export function AdminPage({
  title,
  pages,
  children,
}: {
  title: string;
  pages: AdminPageName[];
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const labels = {
    users: t("admin.users"),
    roles: t("admin.roles"),
    invites: t("admin.invites"),
    audit: t("admin.audit"),
    workspace: t("admin.workspace"),
  };
  return (
    <>
      <PageHeader title={title} />
      <PageTabs
        label={t("admin.nav")}
        pages={pages.map((page) => ({ to: `/admin/${page}`, label: labels[page], hasPages: true }))}
      />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-4xl flex-col gap-8 p-4 md:py-6">{children}</div>
      </div>
    </>
  );
}
