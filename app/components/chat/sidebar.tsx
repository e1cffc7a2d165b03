import { Form, NavLink, useLocation } from "@remix-run/react";
import {
  Hash,
  Lock,
  LogOut,
  MessageSquarePlus,
  Plus,
  Search,
  Settings,
  ShieldUser,
  TableOfContents,
  X,
} from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import { nameChannel } from "#app/shared/names.ts";
import type { ChannelView, OwnUserView } from "#app/shared/views.ts";

const ROW = "flex min-h-8 items-center gap-2 rounded-control px-2 text-body";

/** All conversations, and the ways to the rest of Parley. A column, or below 820 px a popover. */
export function Sidebar({ me, opensAdmin }: { me: OwnUserView; opensAdmin: boolean }) {
  const { t } = useTranslation();
  const { state } = useLive();
  const element = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (element.current?.matches(":popover-open")) element.current.hidePopover();
  }, [pathname]);

  // Also what was changed on another device.
  const self = state.users.get(me.id) ?? me;
  const all = [...state.channels.values()].map((channel) => ({
    channel,
    name: nameChannel(channel, state.users, me.id),
  }));
  all.sort((a, b) => a.name.localeCompare(b.name, "en"));
  const channels = all.filter(({ channel }) => channel.kind !== "direct");
  const direct = all.filter(({ channel }) => channel.kind === "direct");

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
          <NavRow to="/search" icon={<Search size={16} aria-hidden="true" />} label={t("sidebar.search")} />
          <NavRow
            to="/channels/browse"
            icon={<TableOfContents size={16} aria-hidden="true" />}
            label={t("sidebar.browse")}
          />
          {opensAdmin && (
            <NavRow
              to="/admin"
              icon={<ShieldUser size={16} aria-hidden="true" />}
              label={t("sidebar.admin")}
            />
          )}
        </ul>
        <Section title={t("sidebar.channels")} empty={t("sidebar.noChannels")} rows={channels} selfId={me.id}>
          <NavRow
            to="/channels/new"
            icon={<Plus size={16} aria-hidden="true" />}
            label={t("sidebar.newChannel")}
          />
        </Section>
        <Section title={t("sidebar.direct")} empty={t("sidebar.noDirect")} rows={direct} selfId={me.id}>
          <NavRow
            to="/messages/new"
            icon={<MessageSquarePlus size={16} aria-hidden="true" />}
            label={t("sidebar.newMessage")}
          />
        </Section>
      </div>

      <div className="flex shrink-0 items-center gap-2 border-t border-line p-2">
        <Avatar name={self.displayName} seed={me.id} url={self.avatarUrl} className="size-7" />
        <bdi className="min-w-0 flex-1 truncate text-small font-medium" title={self.displayName}>
          {self.displayName}
        </bdi>
        <NavLink
          to="/settings"
          className="grid size-8 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink"
        >
          <Settings size={16} aria-hidden="true" />
          <span className="sr-only">{t("sidebar.settings")}</span>
        </NavLink>
        <Form method="post" action="/logout">
          <button
            title={t("sidebar.logOut")}
            className="grid size-8 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink"
          >
            <LogOut size={16} aria-hidden="true" />
            <span className="sr-only">{t("sidebar.logOut")}</span>
          </button>
        </Form>
      </div>
    </nav>
  );
}

function NavRow({ to, icon, label }: { to: string; icon: ReactNode; label: string }) {
  return (
    <li>
      <NavLink
        to={to}
        className={({ isActive }) =>
          `${ROW} ${isActive ? "bg-surface-selected text-ink" : "text-ink-muted hover:bg-surface-hover hover:text-ink"}`
        }
      >
        {icon}
        {label}
      </NavLink>
    </li>
  );
}

interface SectionProps {
  title: string;
  empty: string;
  rows: { channel: ChannelView; name: string }[];
  selfId: string;
  children: ReactNode;
}

function Section({ title, empty, rows, selfId, children }: SectionProps) {
  return (
    <section>
      <h2 className="px-2 pb-1 text-small font-semibold text-ink-muted">{title}</h2>
      <ul>
        {rows.length === 0 && <li className="px-2 py-1 text-small text-ink-muted">{empty}</li>}
        {rows.map(({ channel, name }) => (
          <ChannelRow key={channel.id} channel={channel} name={name} selfId={selfId} />
        ))}
        {children}
      </ul>
    </section>
  );
}

function ChannelRow({ channel, name, selfId }: { channel: ChannelView; name: string; selfId: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { users } = useLive().state;
  const isCurrent = pathname === `/channels/${channel.id}`;
  const unread = isCurrent ? 0 : (channel.membership?.unread ?? 0);
  const other = channel.members?.find((memberId) => memberId !== selfId);
  // A face stands for a conversation of two; several share the first letter of their names.
  const avatarUrl = channel.members?.length === 2 ? users.get(other ?? "")?.avatarUrl : null;
  const tone = isCurrent ? "bg-surface-selected text-ink" : "hover:bg-surface-hover";
  return (
    <li>
      <NavLink
        to={`/channels/${channel.id}`}
        title={name}
        className={`${ROW} ${tone} ${unread ? "font-semibold text-ink" : isCurrent ? "" : "text-ink-muted"}`}
      >
        {channel.kind === "direct" ? (
          <Avatar
            name={name}
            seed={other ?? channel.id}
            url={avatarUrl}
            className="size-4 text-[0.5625rem]"
          />
        ) : channel.kind === "private" ? (
          <Lock size={16} aria-label={t("channels.privateLabel")} className="shrink-0 opacity-70" />
        ) : (
          <Hash size={16} aria-hidden="true" className="shrink-0 opacity-70" />
        )}
        <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
        {unread > 0 && (
          <span className="text-time tabular-nums">
            <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
            <span className="sr-only">{t("sidebar.unread", { count: unread })}</span>
          </span>
        )}
      </NavLink>
    </li>
  );
}
