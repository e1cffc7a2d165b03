import { Form, Outlet, useLoaderData, useLocation, useRouteLoaderData } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isFromList } from "#app/components/chat/back-to-list.tsx";
import { ChannelSkeletonSlot } from "#app/components/chat/channel-skeleton-slot.tsx";
import { Sidebar } from "#app/components/chat/sidebar.tsx";
import { InTurn } from "#app/components/in-turn.tsx";
import { OfflineCopySlot } from "#app/components/install/worker-slots.tsx";
import { readFolded } from "#app/components/chat/folded-sections.ts";
import { NotifySlot } from "#app/components/notify/notify-slot.tsx";
import { KeysSlot } from "#app/components/shortcuts/keys-slot.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { listDraftChannels } from "#app/domain/drafts/list-draft-channels.server.ts";
import { countInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { findAdminPages } from "#app/domain/policy/policy.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { getWorkspace } from "#app/domain/workspace/get-workspace.server.ts";
import { getOwnUser } from "#app/domain/users/update-profile.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { LiveProvider } from "#app/hooks/use-live.tsx";
import { usePageFocus } from "#app/hooks/use-page-focus.ts";
import { useViewportHeight } from "#app/hooks/use-viewport-height.ts";
import { TimeZoneProvider } from "#app/hooks/use-time-zone.tsx";
import type { OwnUserView } from "#app/shared/views.ts";

export const loader = createPageLoader(
  async ({ actor, request }) => {
    // Who has to set up a second factor does that within the frame, and sees nothing else of it.
    const isReady = actor.restriction === null;
    const [me, workspace, channels, draftIds, inboxUnread] = await Promise.all([
      getOwnUser(actor),
      getWorkspace(),
      isReady ? listChannels(actor) : [],
      isReady ? listDraftChannels(actor) : [],
      isReady ? countInbox(actor) : 0,
    ]);
    const users = await findUsersById(channels.flatMap((channel) => channel.members ?? []));
    const opensAdmin = isReady && findAdminPages(actor).length > 0;
    const folded = readFolded(request.headers.get("cookie"));
    return { me, workspace, channels, users, draftIds, inboxUnread, isReady, opensAdmin, folded };
  },
  { allow: ["second_factor"] },
);

/** What every page shows when one is signed in: the sidebar beside the page. */
export default function Shell() {
  const { t } = useTranslation();
  const { me, workspace, channels, users, draftIds, inboxUnread, isReady, opensAdmin, folded } =
    useLoaderData<typeof loader>();
  const root = useRouteLoaderData<{ timeZone: string }>("root");
  // The frame stays what it was when the page was opened: making it anew would lose what the page just said.
  const [isNarrow] = useState(!isReady);
  if (isNarrow) return <NarrowShell me={me} />;
  return (
    <TimeZoneProvider chosen={me.timeZone} initial={root?.timeZone ?? "UTC"}>
      <LiveProvider
        key={me.id}
        userId={me.id}
        channels={channels}
        users={[...users, me]}
        inboxUnread={inboxUnread}
      >
        <a
          href="#content"
          className="absolute start-2 top-2 z-10 rounded-control bg-accent px-3 py-2 text-accent-ink not-focus:sr-only"
        >
          {t("app.skipToContent")}
        </a>
        <NotifySlot me={me} />
        <KeysSlot me={me} opensAdmin={opensAdmin} />
        <Frame
          sidebar={
            <InTurn>
              <Sidebar
                workspace={workspace}
                me={me}
                opensAdmin={opensAdmin}
                draftIds={draftIds}
                folded={folded}
              />
            </InTurn>
          }
        />
      </LiveProvider>
    </TimeZoneProvider>
  );
}

/** The sidebar beside the page. On a narrow screen one of them is to be seen. */
function Frame({ sidebar }: { sidebar: ReactNode }) {
  const { pathname, state } = useLocation();
  useViewportHeight();
  usePageFocus(pathname);
  return (
    <div
      className="shell"
      data-list={pathname === "/channels" ? "" : undefined}
      data-from-list={isFromList(state) ? "" : undefined}
    >
      {sidebar}
      <main id="content" className="relative flex min-w-0 flex-1 flex-col">
        <OfflineCopySlot />
        <Outlet />
        <ChannelSkeletonSlot />
      </main>
    </div>
  );
}

/** For who has one thing to do first: no conversations, no connection for them, and the way out. */
function NarrowShell({ me }: { me: OwnUserView }) {
  const { t } = useTranslation();
  return (
    <TimeZoneProvider chosen={me.timeZone} initial="UTC">
      <div className="flex h-dvh flex-col">
        <div className="flex h-13 shrink-0 items-center justify-between gap-4 border-b border-line px-4">
          <span className="flex items-center gap-2 font-semibold">
            <img src="/favicon.svg" alt="" width={22} height={22} />
            {t("app.name")}
          </span>
          <Form method="post" action="/logout">
            <Button look="quiet">{t("sidebar.logOut")}</Button>
          </Form>
        </div>
        <main id="content" className="flex min-h-0 flex-1 flex-col">
          <Outlet />
        </main>
      </div>
    </TimeZoneProvider>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
