import { useLocation, useNavigate, useNavigation } from "@remix-run/react";
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import type { ChannelView, UserView } from "#app/shared/views.ts";
import { createLiveStore, type LiveSnapshot, type LiveStore } from "./live-store.ts";
import { useReload } from "./use-reload.ts";

const LiveContext = createContext<LiveStore | null>(null);

interface LiveProviderProps {
  userId: string;
  channels: ChannelView[];
  users: UserView[];
  /** How much is new in the person's inbox. */
  inboxUnread?: number;
  children: ReactNode;
}

/** Keeps one live store for as long as the person is signed in; on the server it only holds what loaders found. */
export function LiveProvider({ userId, channels, users, inboxUnread, children }: LiveProviderProps) {
  const [store] = useState(() => createLiveStore({ userId, channels, users, inboxUnread }));
  const navigate = useNavigate();
  const reload = useReload();
  const [hasEnded, setHasEnded] = useState(false);
  const isGoing = useNavigation().state !== "idle";
  const channelId = /^\/channels\/([^/]+)/.exec(useLocation().pathname)?.[1];
  useEffect(() => store.connect(), [store]);
  useEffect(() => store.showChannels(channels, users), [store, channels, users]);
  useEffect(() => {
    if (inboxUnread !== undefined) store.showInbox(inboxUnread);
  }, [store, channels, inboxUnread]);
  useEffect(() => {
    if (channelId) store.enterChannel(channelId);
  }, [store, channelId]);
  useEffect(() => store.onReload(() => reload()), [store, reload]);
  useEffect(() => store.onSessionEnd(() => setHasEnded(true)), [store]);
  useEffect(() => {
    // Who logs out is on their way there already.
    if (hasEnded && !isGoing) navigate("/login");
  }, [hasEnded, isGoing, navigate]);
  return <LiveContext.Provider value={store}>{children}</LiveContext.Provider>;
}

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (!store) throw new Error("useLiveStore outside of LiveProvider");
  return store;
}

/**
 * A part of what the store holds now; renders again when that part is another one. `select` answers what is held, not
 * something made of it, which would be another one each time.
 */
export function useLive<T>(select: (live: LiveSnapshot) => T): T {
  const store = useLiveStore();
  const read = () => select(store.getSnapshot());
  return useSyncExternalStore(store.subscribe, read, read);
}
