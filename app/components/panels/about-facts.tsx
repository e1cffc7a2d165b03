import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatDay, formatFull } from "#app/shared/dates.ts";
import { nameUser } from "#app/shared/names.ts";
import type { ChannelView, UserView } from "#app/shared/views.ts";

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
      {seesMembers && (
        <p>
          <Link to={`/channels/${channel.id}/members`} className="font-medium text-accent-text underline">
            {t("about.members")}
          </Link>
        </p>
      )}
    </div>
  );
}
