import "#app/i18n/pages/places.ts";
import { redirect } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";

export const handle: PageHandle = { title: "titles.home" };

export const loader = createPageLoader(async ({ actor, request }) => {
  const last = /(?:^|;\s*)parley_last_channel=([0-9a-f-]{36})/.exec(request.headers.get("cookie") ?? "")?.[1];
  const isMember = last !== undefined && (await listChannels(actor)).some((channel) => channel.id === last);
  if (isMember) throw redirect(`/channels/${last}`);
  return null;
});

/** The first page of somebody who has opened no conversation yet: what to do first. */
export default function Home() {
  const { t } = useTranslation();
  const ways = [
    { to: "/channels/browse", title: t("home.browse"), hint: t("home.browseHint") },
    { to: "/channels/new", title: t("home.create"), hint: t("home.createHint") },
    { to: "/messages/new", title: t("home.message"), hint: t("home.messageHint") },
  ];
  return (
    <>
      <PageHeader title={t("home.title")} />
      <div className="w-full max-w-xl p-4 md:py-6">
        <p className="pb-4 text-ink-muted">{t("home.lead")}</p>
        <ul className="divide-y divide-line border-t border-line">
          {ways.map(({ to, title, hint }) => (
            <li key={to}>
              <Link to={to} className="-mx-2 block rounded-control px-2 py-3 hover:bg-surface-hover">
                <span className="font-medium text-accent-text">{title}</span>
                <span className="block text-small text-ink-muted">{hint}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
