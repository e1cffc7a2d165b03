import { useEffect, useRef } from "react";
import { useLive } from "#app/hooks/use-live.tsx";
import { useReload } from "#app/hooks/use-reload.ts";

/** Loads the page again when `key` has become another one, and does nothing for the first. */
export function useReloadOn(key: string | number): void {
  const reload = useReload();
  const known = useRef(key);
  useEffect(() => {
    if (known.current === key) return;
    known.current = key;
    reload();
  }, [key, reload]);
}

/** Loads the page again when something happened to the channel itself: who is in it, what it is called, what they may do. */
export function useReloadOnEvents(channelId: string): void {
  const channel = useLive(({ state }) => state.channels.get(channelId));
  const timeline = useLive(({ state }) => state.timelines.get(channelId));
  const event = timeline?.messages.findLast(({ kind }) => kind === "system");
  const membership = channel?.membership;
  useReloadOn(
    [
      event?.seq ?? 0,
      channel?.memberCount,
      channel?.isReadOnly,
      channel?.archivedAt,
      membership?.role,
    ].join(),
  );
}
