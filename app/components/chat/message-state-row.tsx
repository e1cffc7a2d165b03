import { Link } from "@remix-run/react";
import { Check, CheckCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { findMessageState, listReaders } from "#app/hooks/message-state.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { ChannelView, MessageView } from "#app/shared/views.ts";

/** How far the reader's own newest message has got. With several people, how many of them have read it. */
export function MessageStateRow({ message, channel }: { message: MessageView; channel: ChannelView }) {
  const { t } = useTranslation();
  const { state } = useLive();
  const reached = findMessageState(state, message);
  const readers = channel.memberCount > 2 ? listReaders(state, message).length : 0;
  const Tick = reached === "sent" ? Check : CheckCheck;
  const look = `inline-flex items-center gap-1 text-time ${reached === "read" ? "text-accent-text" : "text-ink-muted"}`;
  return (
    <p>
      {readers > 0 ? (
        <Link
          to={`/channels/${channel.id}/messages/${message.id}/readers`}
          className={`${look} hover:underline`}
        >
          <Tick size={13} aria-hidden="true" />
          {t("message.readBy", { count: readers })}
        </Link>
      ) : (
        <span className={look}>
          <Tick size={13} aria-hidden="true" />
          {t(`message.${reached}`)}
        </span>
      )}
    </p>
  );
}
