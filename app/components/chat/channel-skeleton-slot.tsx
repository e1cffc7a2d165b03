import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { nameChannel } from "#app/shared/names.ts";
import { SECOND } from "#app/shared/time.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";

const skeletonPart = defineLazyPart("channel-skeleton", () => import("./channel-skeleton.tsx"));

/** What takes less needs no picture of itself. */
const SHOWN_AFTER = 0.3 * SECOND;

/** Over the page, while another conversation takes its time to come. */
export function ChannelSkeletonSlot() {
  const { pathname } = useLocation();
  const { state, location } = useNavigation();
  const going = state === "loading" ? findChannelId(location.pathname) : undefined;
  const channelId = going === findChannelId(pathname) ? undefined : going;
  const [late, setLate] = useState<string>();
  const part = useLazyPart(skeletonPart, channelId !== undefined);
  const { i18n } = useTranslation();
  const store = useLiveStore();
  useEffect(() => {
    if (!channelId) return;
    const timer = setTimeout(() => setLate(channelId), SHOWN_AFTER);
    return () => {
      clearTimeout(timer);
      setLate(undefined);
    };
  }, [channelId]);
  if (!part || !channelId || late !== channelId) return null;
  const live = store.getSnapshot().state;
  const channel = live.channels.get(channelId);
  const name = channel && nameChannel(channel, live.users, live.userId, i18n);
  return <part.ChannelSkeleton kind={channel?.kind} name={name} />;
}

function findChannelId(pathname: string): string | undefined {
  return /^\/channels\/([0-9a-f-]{36})/.exec(pathname)?.[1];
}
