import "#app/i18n/pages/switcher.ts";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { ShortcutList } from "#app/components/shortcuts/shortcut-list.tsx";
import { createPageLoader } from "#app/doors/page-door.server.ts";

export const handle: PageHandle = { title: "titles.shortcuts" };

export const loader = createPageLoader(() => Promise.resolve(null));

/** All keyboard shortcuts, also to be read without a script. */
export default function Shortcuts() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("shortcuts.title")} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-2xl flex-col gap-4 p-4 md:py-6">
          <p className="text-ink-muted">{t("shortcuts.lead")}</p>
          <ShortcutList />
        </div>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
