import "#app/i18n/pages/conversation-parts.ts";
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ChannelView } from "#app/shared/views.ts";

/** Why one cannot write here, where one would. */
export function ClosedComposer({ channel, canArchive }: { channel: ChannelView; canArchive: boolean }) {
  const { t } = useTranslation();
  return (
    <p data-needs="closed-composer" className="border-t border-line p-4 text-center text-ink-muted">
      {channel.archivedAt ? t("composer.archived") : t("conversation.readOnly")}
      {channel.archivedAt && canArchive && (
        <>
          {" "}
          <Link to={`/channels/${channel.id}/about`} className="font-medium text-accent-text underline">
            {t("conversation.archivedAbout")}
          </Link>
        </>
      )}
    </p>
  );
}
