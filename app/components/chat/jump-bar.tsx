import "#app/i18n/pages/conversation-parts.ts";
import { Form, Link } from "@remix-run/react";
import { ArrowDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import type { ChannelView } from "#app/shared/views.ts";

export interface JumpBarProps {
  channel: ChannelView;
  /** The address of the conversation's end. */
  here: string;
  /** What follows is not loaded, so going to the end loads it. */
  hasNewer: boolean;
  /** The end is out of sight. */
  isAway: boolean;
  onJump: () => void;
}

/** Floats over the end of a timeline of which somebody looks at another part, or has kept the end unread. */
export function JumpBar({ channel, here, hasNewer, isAway, onJump }: JumpBarProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const unread = channel.membership?.unread ?? 0;
  const look =
    "inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line bg-surface-raised px-3 text-small font-medium shadow-floating hover:bg-surface-hover";
  return (
    <div
      data-needs="jump-bar"
      className="pointer-events-none absolute inset-x-0 bottom-2 flex flex-wrap justify-center gap-2 *:pointer-events-auto"
    >
      {isAway && (
        <Link
          to={here}
          preventScrollReset
          className={look}
          onClick={(event) => {
            if (hasNewer) return;
            event.preventDefault();
            onJump();
          }}
        >
          <ArrowDown size={15} aria-hidden="true" />
          {t("timeline.newest")}
          {unread > 0 && (
            <span className="text-ink-muted tabular-nums">
              {t("conversation.newSince", { count: unread })}
            </span>
          )}
        </Link>
      )}
      {unread > 0 && (
        <Form
          method="post"
          action={`/channels/${channel.id}`}
          onSubmit={(event) => {
            if (store.getSnapshot().status !== "online") return;
            event.preventDefault();
            store.markRead(channel.id, channel.lastSeq, true);
          }}
        >
          <input type="hidden" name="intent" value="read" />
          <button className={look}>{t("conversation.markRead")}</button>
        </Form>
      )}
    </div>
  );
}
