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
  X,
  type LucideIcon,
} from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NewVersionSlot } from "#app/components/install/worker-slots.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import type { OwnUserView } from "#app/shared/views.ts";
import { MarkAllRead } from "./mark-all-read.tsx";
import { ROW, SidebarChannel } from "./sidebar-channel.tsx";
import { SidebarFoot } from "./sidebar-foot.tsx";
import { arrangeSidebar, type SidebarRow } from "./sidebar-rows.ts";

interface SidebarProps {
  me: OwnUserView;
  opensAdmin: boolean;
  /** Ids of the channels for which the server has a draft. */
  draftIds: string[];
}

/** All conversations, and the ways to the rest of Parley. A column, or below 820 px a popover. */
export function Sidebar({ me, opensAdmin, draftIds }: SidebarProps) {
  const { t } = useTranslation();
  const { state } = useLive();
  const element = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (element.current?.matches(":popover-open")) element.current.hidePopover();
  }, [pathname]);

  const currentId = pathname.startsWith("/channels/") ? pathname.split("/")[2] : undefined;
  const rows = arrangeSidebar(state.channels.values(), { users: state.users, userId: me.id, currentId });
  const list = (section: SidebarRow[]) =>
    section.map(({ channel, name }) => (
      <SidebarChannel
        key={channel.id}
        channel={channel}
        name={name}
        selfId={me.id}
        hasDraft={draftIds.includes(channel.id)}
      />
    ));

  return (
    <nav
      id="sidebar"
      ref={element}
      popover="auto"
      aria-label={t("sidebar.label")}
      className="sidebar w-[min(18rem,85vw)] flex-col border-r border-line bg-surface-sunken text-ink md:w-[264px]"
    >
      <div className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-4">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <span className="flex-1 font-semibold">{t("app.name")}</span>
        <button
          type="button"
          popovertarget="sidebar"
          popovertargetaction="hide"
          aria-label={t("sidebar.close")}
          className="grid size-9 place-items-center rounded-control text-ink-muted hover:bg-surface-hover md:hidden"
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>

      <div className="flex flex-1 flex-col gap-4 overflow-y-auto p-2">
        <ul>
          <NavRow to="/search" icon={Search} label={t("sidebar.search")} />
          <NavRow to="/inbox" icon={Inbox} label={t("sidebar.inbox")}>
            {state.inboxUnread > 0 && (
              <span className="rounded-full bg-danger px-1.5 text-time font-semibold text-surface tabular-nums">
                <span aria-hidden="true">{state.inboxUnread > 99 ? "99+" : state.inboxUnread}</span>
                <span className="sr-only">{t("sidebar.inboxUnread", { count: state.inboxUnread })}</span>
              </span>
            )}
          </NavRow>
          <NavRow to="/saved" icon={Bookmark} label={t("sidebar.saved")} />
          <NavRow to="/scheduled" icon={CalendarClock} label={t("sidebar.scheduled")} />
          <NavRow to="/channels/browse" icon={TableOfContents} label={t("sidebar.browse")} />
          {opensAdmin && <NavRow to="/admin" icon={ShieldUser} label={t("sidebar.admin")} />}
        </ul>
        {rows.starred.length > 0 && <Section title={t("sidebar.starred")}>{list(rows.starred)}</Section>}
        <Section title={t("sidebar.channels")} empty={rows.channels.length === 0 && t("sidebar.noChannels")}>
          {list(rows.channels)}
          <NavRow to="/channels/new" icon={Plus} label={t("sidebar.newChannel")} />
        </Section>
        <Section title={t("sidebar.direct")} empty={rows.direct.length === 0 && t("sidebar.noDirect")}>
          {list(rows.direct)}
          <NavRow to="/messages/new" icon={MessageSquarePlus} label={t("sidebar.newMessage")} />
        </Section>
        <MarkAllRead />
      </div>
      <NewVersionSlot />
      <SidebarFoot me={me} />
    </nav>
  );
}

interface NavRowProps {
  to: string;
  icon: LucideIcon;
  label: string;
  /** At the end of the row. */
  children?: ReactNode;
}

function NavRow({ to, icon: Icon, label, children }: NavRowProps) {
  return (
    <li>
      <NavLink
        to={to}
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

interface SectionProps {
  title: string;
  /** What stands there while there is no conversation. */
  empty?: string | false;
  /** The rows, and the way to a new one. */
  children: ReactNode;
}

function Section({ title, empty, children }: SectionProps) {
  return (
    <section>
      <h2 className="px-2 pb-1 text-small font-semibold text-ink-muted">{title}</h2>
      <ul>
        {empty && <li className="px-2 py-1 text-small text-ink-muted">{empty}</li>}
        {children}
      </ul>
    </section>
  );
}
