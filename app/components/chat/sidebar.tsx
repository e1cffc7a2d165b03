import { NavLink, useLocation } from "@remix-run/react";
import {
  Bookmark,
  CalendarClock,
  Inbox,
  MessageSquarePlus,
  Plus,
  Search,
  ShieldUser,
  TableOfContents,
  type LucideIcon,
} from "lucide-react";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { InTurn } from "#app/components/in-turn.tsx";
import { NewVersionSlot } from "#app/components/install/worker-slots.tsx";
import { JumpLink } from "#app/components/switcher/jump-link.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import type { ChannelView, OwnUserView, UserView } from "#app/shared/views.ts";
import type { WorkspaceView } from "#app/shared/workspace-views.ts";
import { FROM_LIST } from "./back-to-list.tsx";
import { keepFolded, SECTIONS, type Section } from "./folded-sections.ts";
import { NotifyBannerSlot } from "#app/components/notify/notify-banner-slot.tsx";
import { MarkAllRead } from "./mark-all-read.tsx";
import { ROW, SidebarChannel } from "./sidebar-channel.tsx";
import { SidebarFoot } from "./sidebar-foot.tsx";
import { arrangeSidebar, callsAttention, type SidebarRow } from "./sidebar-rows.ts";
import { SidebarSection } from "./sidebar-section.tsx";
import { UnreadFirst } from "./unread-first.tsx";

interface SidebarProps {
  workspace: WorkspaceView;
  me: OwnUserView;
  opensAdmin: boolean;
  /** Ids of the channels for which the server has a draft. */
  draftIds: string[];
  /** The sections that are folded on this device. */
  folded: Section[];
}

/** All conversations, and the ways to the rest of Parley: a column, or on a narrow screen a page of its own. */
export function Sidebar({ workspace, me, opensAdmin, draftIds, folded: initiallyFolded }: SidebarProps) {
  const { t, i18n } = useTranslation();
  const channels = useLive(({ state }) => state.channels);
  const users = useLive(({ state }) => state.users);
  const inboxUnread = useLive(({ state }) => state.inboxUnread);
  const { pathname } = useLocation();
  const [folded, setFolded] = useState(initiallyFolded);
  const currentId = pathname.startsWith("/channels/") ? pathname.split("/")[2] : undefined;
  const isInList = pathname === "/channels";
  const { unreadFirst } = me;
  const rows = useMemo(
    () => arrangeSidebar(channels.values(), { users, userId: me.id, currentId, unreadFirst, speaker: i18n }),
    [channels, users, me.id, currentId, unreadFirst, i18n],
  );

  // Among hundreds, one sees where one is; what is seen already does not move.
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (currentId) scroller.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [currentId]);

  const list = (section: SidebarRow[]) =>
    section.map(({ channel, name }) => (
      <InTurn key={channel.id}>
        <SidebarChannel
          channel={channel}
          name={name}
          other={findOther(channel, users, me.id)}
          isCurrent={channel.id === currentId}
          isInList={isInList}
          hasDraft={draftIds.includes(channel.id)}
        />
      </InTurn>
    ));

  function fold(section: Section, isFolded: boolean): void {
    const next = SECTIONS.filter((name) => (name === section ? isFolded : folded.includes(name)));
    setFolded(next);
    keepFolded(next);
  }

  const sectionProps = (section: Section) => ({
    title: t(`sidebar.${section}`),
    isFolded: folded.includes(section),
    onFold: (isFolded: boolean) => fold(section, isFolded),
    pinned: list(rows[section].filter(({ channel }) => channel.id === currentId || callsAttention(channel))),
  });

  return (
    <nav
      id="sidebar"
      aria-label={t("sidebar.label")}
      className="sidebar flex w-full flex-col border-line bg-surface-sunken text-ink md:w-[264px] md:shrink-0 md:border-e"
    >
      <div className="flex h-13 shrink-0 items-center gap-2 border-b border-line ps-4 pe-2">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <bdi className="min-w-0 flex-1 truncate font-semibold" title={workspace.name || undefined}>
          {workspace.name || t("app.name")}
        </bdi>
        <UnreadFirst isOn={unreadFirst} />
      </div>

      <div ref={scroller} className="flex flex-1 flex-col gap-4 overflow-y-auto overscroll-contain p-2">
        <ul>
          <JumpLink />
          <NavRow to="/search" icon={Search} label={t("sidebar.search")} />
          <NavRow to="/inbox" icon={Inbox} label={t("sidebar.inbox")}>
            {inboxUnread > 0 && (
              <span className="rounded-full bg-danger px-1.5 text-time font-semibold text-surface tabular-nums">
                <span aria-hidden="true">{inboxUnread > 99 ? "99+" : inboxUnread}</span>
                <span className="sr-only">{t("sidebar.inboxUnread", { count: inboxUnread })}</span>
              </span>
            )}
          </NavRow>
          <NavRow to="/saved" icon={Bookmark} label={t("sidebar.saved")} />
          <NavRow to="/scheduled" icon={CalendarClock} label={t("sidebar.scheduled")} />
          <NavRow to="/channels/browse" icon={TableOfContents} label={t("sidebar.browse")} />
          {opensAdmin && <NavRow to="/admin" icon={ShieldUser} label={t("sidebar.admin")} />}
        </ul>
        {rows.starred.length > 0 && (
          <SidebarSection {...sectionProps("starred")}>{list(rows.starred)}</SidebarSection>
        )}
        <SidebarSection
          {...sectionProps("channels")}
          empty={rows.channels.length === 0 && t("sidebar.noChannels")}
        >
          {list(rows.channels)}
          <NavRow to="/channels/new" icon={Plus} label={t("sidebar.newChannel")} />
        </SidebarSection>
        <SidebarSection {...sectionProps("direct")} empty={rows.direct.length === 0 && t("sidebar.noDirect")}>
          {list(rows.direct)}
          <NavRow to="/messages/new" icon={MessageSquarePlus} label={t("sidebar.newMessage")} />
        </SidebarSection>
        <MarkAllRead />
      </div>
      <NewVersionSlot />
      <NotifyBannerSlot />
      <SidebarFoot me={me} />
    </nav>
  );
}

/** In a conversation of two: who is not oneself. */
function findOther(
  { members }: ChannelView,
  users: ReadonlyMap<string, UserView>,
  selfId: string,
): UserView | undefined {
  return members?.length === 2 ? users.get(members.find((id) => id !== selfId) ?? "") : undefined;
}

interface NavRowProps {
  to: string;
  icon: LucideIcon;
  label: string;
  /** At the end of the row. */
  children?: ReactNode;
}

function NavRow({ to, icon: Icon, label, children }: NavRowProps) {
  const isInList = useLocation().pathname === "/channels";
  return (
    <li>
      <NavLink
        to={to}
        state={isInList ? FROM_LIST : undefined}
        className={({ isActive }) =>
          `${ROW} ${isActive ? "bg-surface-selected text-ink" : "text-ink-muted hover:bg-surface-hover hover:text-ink"}`
        }
      >
        <Icon size={16} aria-hidden="true" className="shrink-0" />
        <span className="flex-1">{label}</span>
        {children}
      </NavLink>
    </li>
  );
}
