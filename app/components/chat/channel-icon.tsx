import { Hash, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ChannelView } from "#app/shared/views.ts";

/** What stands before a channel's name. Conversations of some people have no sign. */
export function ChannelIcon({ kind }: { kind: ChannelView["kind"] }) {
  const { t } = useTranslation();
  if (kind === "direct") return null;
  if (kind === "private")
    return <Lock size={17} aria-label={t("channels.privateLabel")} className="shrink-0 text-ink-muted" />;
  return <Hash size={17} aria-hidden="true" className="shrink-0 text-ink-muted" />;
}
