import { Link } from "@remix-run/react";
import { BellOff, Hash, Lock, PencilLine } from "lucide-react";
import { memo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { PresenceDot } from "#app/components/ui/presence-dot.tsx";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { isBlank } from "#app/shared/text.ts";
import type { UserView } from "#app/shared/views.ts";
import { FROM_LIST } from "./back-to-list.tsx";
import { callsAttention, type SidebarRow } from "./sidebar-rows.ts";

/** How a row of the sidebar lies. */
export const ROW = "flex min-h-(--row) items-center gap-2 rounded-control px-2 text-body max-md:min-h-11";

interface SidebarChannelProps extends SidebarRow {
  /** It is the conversation that is open. */
  isCurrent: boolean;
  /** The list is the page, so that this leads away from it. */
  isInList: boolean;
  /** In a conversation of two. */
  other: UserView | undefined;
  /** The server has a draft for it. */
  hasDraft: boolean;
}

/**
 * The way to one conversation: whether there is something new in it, for whom, and what one has begun to write. There may
 * be hundreds of them, so each is drawn again only when something of its own has changed.
 */
export const SidebarChannel = memo(function SidebarChannel(props: SidebarChannelProps) {
  const { channel, name, other, isCurrent, isInList, hasDraft } = props;
  const { t } = useTranslation();
  const isDraftThere = useHasDraft(channel.id, hasDraft) && !isCurrent;
  const { unread = 0, mentions = 0, muted = false } = channel.membership ?? {};
  // Muted, a mention has its pill and the name stays as it is.
  const isBold = callsAttention(channel) && !muted;
  const tone = isCurrent ? "bg-surface-selected text-ink" : "hover:bg-surface-hover";
  const ink = isBold
    ? "font-semibold text-ink"
    : isCurrent
      ? ""
      : muted
        ? "text-ink-faint"
        : "text-ink-muted";
  return (
    <li>
      <Link
        to={`/channels/${channel.id}`}
        state={isInList ? FROM_LIST : undefined}
        aria-current={isCurrent ? "page" : undefined}
        title={name}
        className={`${ROW} sidebar-row ${tone} ${ink}`}
      >
        <ChannelMark {...{ channel, name, other }} />
        {/* As wide as the name: one that runs the other way stands beside its mark, and is cut at its own end. */}
        <span className="flex min-w-0 flex-1">
          <bdi className="min-w-0 truncate">{name}</bdi>
        </span>
        {other && other.presence !== "offline" && (
          <span className="sr-only">{t(`sidebar.presence.${other.presence}`)}</span>
        )}
        {isDraftThere && (
          <>
            <PencilLine size={14} aria-hidden="true" className="shrink-0 opacity-70" />
            <span className="sr-only">{t("sidebar.draft")}</span>
          </>
        )}
        {muted && (
          <>
            <BellOff size={14} aria-hidden="true" className="shrink-0 opacity-70" />
            <span className="sr-only">{t("sidebar.muted")}</span>
          </>
        )}
        {isBold && unread > mentions && (
          <span aria-hidden="true" className="shrink-0 text-time font-normal text-ink-muted tabular-nums">
            {unread > 99 ? "99+" : unread}
          </span>
        )}
        {mentions > 0 && (
          <span className="badge rounded-full bg-danger px-1.5 text-time font-semibold text-surface tabular-nums">
            <span aria-hidden="true">{mentions > 99 ? "99+" : mentions}</span>
            <span className="sr-only">{t("sidebar.mentions", { count: mentions })}</span>
          </span>
        )}
        {unread > 0 && <span className="sr-only">{t("sidebar.unread", { count: unread })}</span>}
      </Link>
    </li>
  );
});

interface ChannelMarkProps extends SidebarRow {
  /** In a conversation of two. */
  other: UserView | undefined;
}

/** What kind of conversation it is. A face stands for one of two; several share the first letter of their names. */
function ChannelMark({ channel, name, other }: ChannelMarkProps) {
  const { t } = useTranslation();
  if (channel.kind === "public") return <Hash size={16} aria-hidden="true" className="shrink-0 opacity-70" />;
  if (channel.kind === "private")
    return <Lock size={16} aria-label={t("channels.privateLabel")} className="shrink-0 opacity-70" />;
  return (
    <span className="relative flex shrink-0">
      <Avatar
        name={name}
        seed={other?.id ?? channel.id}
        url={other?.avatarUrl ?? null}
        className="size-5 text-[0.625rem]"
      />
      {other && <PresenceDot presence={other.presence} />}
    </span>
  );
}

/** Whether something waits to be written on; what the server knows shows until this device has looked. */
function useHasDraft(channelId: string, onServer: boolean): boolean {
  const { drafts } = useLiveStore();
  return useSyncExternalStore(
    (onChange) => drafts.onChange(channelId, null, onChange),
    () => !isBlank(drafts.read(channelId)),
    () => onServer,
  );
}
