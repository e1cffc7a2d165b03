import "#app/i18n/pages/conversation.ts";
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatDay, formatFull } from "#app/shared/dates.ts";
import { nameUser } from "#app/shared/names.ts";
import type { ChannelView, UserView } from "#app/shared/views.ts";

const LINK = "min-h-6 font-medium text-accent-text underline";

interface AboutFactsProps {
  channel: ChannelView;
  name: string;
  creator: UserView | null;
  seesMembers: boolean;
}

/** What everybody who sees a conversation may read about it. */
export function AboutFacts({ channel, name, creator, seesMembers }: AboutFactsProps) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const made = formatDay(channel.createdAt, dateStyle);
  const isDirect = channel.kind === "direct";
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold wrap-anywhere">
        <bdi>{name}</bdi>
      </h3>
      {!isDirect && (
        <>
          <p dir="auto" className={`wrap-anywhere ${channel.topic ? "" : "text-ink-muted"}`}>
            {channel.topic || t("about.noTopic")}
          </p>
          {channel.description && (
            <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
              {channel.description}
            </p>
          )}
        </>
      )}
      <ul className="text-small text-ink-muted">
        <li>
          {t(`about.kinds.${channel.kind}`)}
          {!isDirect && ` · ${t("channels.members", { count: channel.memberCount })}`}
        </li>
        {channel.isReadOnly && <li>{t("about.readOnly")}</li>}
        {channel.archivedAt && (
          <li suppressHydrationWarning>
            {t("about.archivedSince", { time: formatDay(channel.archivedAt, dateStyle) })}
          </li>
        )}
        <li
          title={formatFull(channel.createdAt, dateStyle)}
          className="wrap-anywhere"
          suppressHydrationWarning
        >
          {creator
            ? t("about.createdBy", { time: made, name: nameUser(t, creator) })
            : t("about.created", { time: made })}
        </li>
      </ul>
      {/* On a phone the head of the conversation has no room for all of them. */}
      <p className="flex flex-wrap gap-x-4 gap-y-1 empty:hidden">
        {seesMembers && (
          <Link to={`/channels/${channel.id}/members`} className={LINK}>
            {t("about.members")}
          </Link>
        )}
        {channel.membership && (
          <>
            <Link to={`/channels/${channel.id}/pins`} className={LINK}>
              {t("conversation.pins")}
            </Link>
            <Link to={`/channels/${channel.id}/files`} className={LINK}>
              {t("conversation.files")}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
