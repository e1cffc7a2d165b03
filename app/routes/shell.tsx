import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Sidebar } from "#app/components/chat/sidebar.tsx";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { getOwnUser } from "#app/domain/users/update-profile.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { LiveProvider } from "#app/hooks/use-live.tsx";
import { TimeZoneProvider } from "#app/hooks/use-time-zone.tsx";

export const loader = createPageLoader(async ({ actor }) => {
  const [me, channels] = await Promise.all([getOwnUser(actor), listChannels(actor)]);
  const users = await findUsersById(channels.flatMap((channel) => channel.members ?? []));
  return { me, channels, users };
});

/** What every page shows when one is signed in: the sidebar beside the page. */
export default function Shell() {
  const { t } = useTranslation();
  const { me, channels, users } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<{ timeZone: string }>("root");
  return (
    <TimeZoneProvider initial={root?.timeZone ?? "UTC"}>
      <LiveProvider key={me.id} userId={me.id} channels={channels} users={[...users, me]}>
        <a
          href="#content"
          className="absolute start-2 top-2 z-10 rounded-control bg-accent px-3 py-2 text-accent-ink not-focus:sr-only"
        >
          {t("app.skipToContent")}
        </a>
        <div className="flex h-dvh">
          <Sidebar me={me} />
          <main id="content" className="flex min-w-0 flex-1 flex-col">
            <Outlet />
          </main>
        </div>
      </LiveProvider>
    </TimeZoneProvider>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
