import "#app/i18n/pages/places.ts";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { createPageLoader } from "#app/doors/page-door.server.ts";

export const handle: PageHandle = { title: "titles.list" };

export const loader = createPageLoader(async () => null);

/** All conversations: on a narrow screen the sidebar is this page, and every other page leads back to it. */
export default function ConversationList() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("titles.list")} />
      <p className="m-auto max-w-md p-6 text-center text-ink-muted">{t("home.choose")}</p>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
