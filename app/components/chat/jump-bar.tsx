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
  /** How much came that the reader has not seen. */
  newCount: number;
  /** The end is out of sight. */
  isAway: boolean;
  onJump: () => void;
}

/** Floats over the end of a timeline of which somebody looks at another part, or has kept the end unread. */
export function JumpBar({ channel, here, hasNewer, newCount, isAway, onJump }: JumpBarProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const unread = channel.membership?.unread ?? 0;
  const look =
    "relative inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line bg-surface-raised px-3 text-small font-medium shadow-floating hover:bg-surface-hover";
  return (
    // Each has a place of its own: what appears, or a number that grows, moves nothing else.
    <div
      data-needs="jump-bar"
      className="pointer-events-none absolute inset-x-0 bottom-2 flex h-0 flex-col-reverse items-center gap-2 *:pointer-events-auto"
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
          {newCount > 0 && (
            <span className="absolute start-full top-1/2 ms-1.5 inline-flex min-h-6 -translate-y-1/2 items-center rounded-full bg-accent px-2 whitespace-nowrap text-accent-ink tabular-nums">
              {t("conversation.newSince", { count: newCount })}
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
