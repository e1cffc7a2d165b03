import { Form, useLocation } from "@remix-run/react";
import { CheckCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import type { ChannelView } from "#app/shared/views.ts";
import { ROW } from "./sidebar-channel.tsx";

/** Shown while anything is unread anywhere. */
export function MarkAllRead() {
  const { t } = useTranslation();
  const store = useLiveStore();
  const unreadId = useLive(({ state }) => findUnread(state.channels)?.id);
  const status = useLive((live) => live.status);
  const { pathname } = useLocation();
  if (!unreadId) return null;
  return (
    <Form
      method="post"
      // Any channel's page takes it.
      action={`/channels/${unreadId}`}
      onSubmit={(event) => {
        if (status !== "online") return;
        event.preventDefault();
        // What was refused is shown as it is.
        store.markAllRead().catch(() => undefined);
      }}
    >
      <input type="hidden" name="intent" value="read-all" />
      <input type="hidden" name="next" value={pathname} />
      <button className={`${ROW} w-full text-ink-muted hover:bg-surface-hover hover:text-ink`}>
        <CheckCheck size={16} aria-hidden="true" className="shrink-0" />
        {t("sidebar.markAllRead")}
      </button>
    </Form>
  );
}

function findUnread(channels: ReadonlyMap<string, ChannelView>): ChannelView | undefined {
  return [...channels.values()].find(({ membership }) => (membership?.unread ?? 0) > 0);
}
