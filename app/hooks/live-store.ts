import type { SyncAnswer } from "#app/shared/events.ts";
import type { ChannelView, MessagePage, MessageView, UserView } from "#app/shared/views.ts";
import { createCatchUp } from "./catch-up.ts";
import { openConnection, request, type Connection, type RequestError } from "./connection.ts";
import {
  applyAnnouncement,
  applyChannel,
  applyChannelChange,
  applyChanges,
  applyChannelList,
  applyHistory,
  applyReadMark,
  createLiveState,
  isBehind,
  putUsers,
  removeChannel,
  type LiveState,
} from "./live-state.ts";
import { createOutboxStorage, type OutboxItem } from "./outbox-storage.ts";
import { createOutbox } from "./outbox.ts";
import { createReadMarks } from "./read-marks.ts";
import { sendByForm } from "./send-by-form.ts";

export type ConnectionStatus = "connecting" | "online" | "offline";

export interface LiveSnapshot {
  state: LiveState;
  outbox: readonly OutboxItem[];
  status: ConnectionStatus;
}

/** So many connects that failed in a row mean a network without websockets: then messages go by HTTP. */
const BLOCKED_AFTER = 3;

interface LiveStoreOptions {
  userId: string;
  channels: ChannelView[];
  users: UserView[];
}

/**
 * The browser's copy of what the signed-in person may see, kept equal to the server's: events are applied as they come,
 * and after a gap or a reconnect everything since the known versions is asked for until nothing is missing.
 */
export function createLiveStore({ userId, channels, users }: LiveStoreOptions) {
  const storage = createOutboxStorage(userId);
  const listeners = new Set<() => void>();
  const sessionListeners = new Set<() => void>();
  const reloadListeners = new Set<() => void>();
  let failedConnects = 0;
  let snapshot: LiveSnapshot = {
    state: createLiveState(userId, channels, users),
    outbox: [],
    status: "connecting",
  };
  let connection: Connection | undefined;
  const lookedUp = new Set<string>();

  function publish(change: Partial<LiveSnapshot>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  function update(change: (state: LiveState) => LiveState): void {
    const state = change(snapshot.state);
    if (state !== snapshot.state) publish({ state });
  }

  const outbox = createOutbox({
    storage,
    send: (item) => (failedConnects < BLOCKED_AFTER ? sendBySocket(item) : sendWithoutSocket(item)),
    onSent: (message) => takeIn(message, message.version),
    onChange: (items) => publish({ outbox: items }),
  });

  function sendBySocket({ clientId, channelId, body }: OutboxItem): Promise<MessageView> {
    return request(connection!, "message:send", { clientId, channelId, body });
  }

  async function sendWithoutSocket(item: OutboxItem): Promise<MessageView> {
    const message = await sendByForm(item);
    reloadPages();
    return message;
  }

  /** Messages are caught up by version; what channels and people are called has none, so pages load it again. */
  function reloadPages(): void {
    for (const listener of reloadListeners) listener();
  }

  const readMarks = createReadMarks(async (channelId, seq) => {
    if (!connection?.connected) return false;
    return request(connection, "channel:read", { channelId, seq }).then(
      () => true,
      // Without an answer it is told again; a refusal is final.
      (error: RequestError) => error.code !== "offline",
    );
  });

  function takeIn(message: MessageView, version: number): void {
    const { state, hasGap } = applyAnnouncement(snapshot.state, message, version);
    publish({ state });
    if (message.authorId === userId) outbox.settle(message.clientId);
    if (hasGap) sync();
    void findUsers([message.authorId]);
  }

  async function findUsers(userIds: string[]): Promise<void> {
    const wanted = userIds.filter((id) => !snapshot.state.users.has(id) && !lookedUp.has(id));
    if (wanted.length === 0) return;
    for (const id of wanted) lookedUp.add(id);
    const found = await request(connection!, "user:find", { userIds: wanted }).catch(() => []);
    // Whoever was not found is asked for again with their next message.
    for (const id of wanted) lookedUp.delete(id);
    update((state) => putUsers(state, found));
  }

  const sync = createCatchUp({
    isConnected: () => connection?.connected ?? false,
    readVersions: () =>
      Object.fromEntries(
        [...snapshot.state.channels.values()].map((channel) => [channel.id, channel.version]),
      ),
    ask: (versions) => request(connection!, "sync", { channels: versions }).catch(() => undefined),
    apply: applySync,
  });

  function applySync(known: Record<string, number>, answer: SyncAnswer): void {
    update((state) => {
      let next = putUsers(state, answer.users);
      for (const channel of answer.joined) next = applyChannel(next, channel);
      for (const channelId of answer.left) next = removeChannel(next, channelId);
      for (const [channelId, changes] of Object.entries(answer.channels)) {
        next = applyChanges(next, channelId, known[channelId] ?? 0, changes);
      }
      return next;
    });
    const own = Object.values(answer.channels).flatMap((changes) => changes.messages);
    for (const message of own) if (message.authorId === userId) outbox.settle(message.clientId);
  }

  /** A page of history: the start of a timeline, or a stretch to add to it. */
  function showHistory(channelId: string, page: MessagePage, mode: "open" | "extend"): void {
    const known = snapshot.state.channels.get(channelId)?.version ?? 0;
    update((state) => applyHistory(state, channelId, page, mode));
    if (page.version < known && connection?.connected) sync();
  }

  function listen(socket: Connection): void {
    socket.on("connect", () => {
      if (snapshot.status === "offline") reloadPages();
      failedConnects = 0;
      publish({ status: "online" });
      sync();
      outbox.flush();
    });
    socket.on("disconnect", (reason) => {
      publish({ status: "offline" });
      // Socket.IO does not come back by itself when the server closed the socket on purpose.
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1000);
    });
    socket.on("connect_error", (error) => {
      publish({ status: "offline" });
      const code = (error as { data?: { code?: string; retryAfter?: number } }).data?.code;
      if (code === "unauthenticated") endSession();
      // Nothing was refused: no websocket got through at all, though the browser thinks that there is a network.
      if (!code && navigator.onLine) failedConnects++;
      // A refused handshake is not retried by Socket.IO; a full or restarting server will take us later.
      else if (code) setTimeout(() => socket.connect(), 5000);
    });
    socket.on("message:created", ({ message, version }) => takeIn(message, version));
    socket.on("message:updated", ({ message, version }) => takeIn(message, version));
    socket.on("channel:joined", ({ channel }) => {
      update((state) => applyChannel(state, channel));
      void findUsers(channel.members ?? []);
      sync();
    });
    socket.on("channel:changed", ({ channel }) => update((state) => applyChannelChange(state, channel)));
    socket.on("channel:left", ({ channelId }) => {
      update((state) => removeChannel(state, channelId));
      // A catch-up that was answered before the leave may still put it back; one more takes it away again.
      sync();
    });
    socket.on("user:changed", ({ user }) => update((state) => putUsers(state, [user])));
    socket.on("receipt:changed", (receipt) => {
      if (receipt.userId === userId)
        update((state) => applyReadMark(state, receipt.channelId, receipt.readSeq));
    });
    socket.on("session:ended", endSession);
  }

  function endSession(): void {
    connection?.disconnect();
    for (const listener of sessionListeners) listener();
  }

  return {
    storage,
    outbox,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    onReload(listener: () => void): () => void {
      reloadListeners.add(listener);
      return () => reloadListeners.delete(listener);
    },
    onSessionEnd(listener: () => void): () => void {
      sessionListeners.add(listener);
      return () => sessionListeners.delete(listener);
    },
    connect(): () => void {
      // A turn later, so that a mount which is undone at once (React's strict mode does that) opens nothing.
      const opening = setTimeout(() => {
        connection = openConnection();
        listen(connection);
        outbox.restore();
      });
      // A dead connection is noticed by silence, which takes half a minute; the browser often knows at once.
      const goOffline = () => publish({ status: "offline" });
      const comeBack = () => connection?.disconnect().connect();
      window.addEventListener("offline", goOffline);
      window.addEventListener("online", comeBack);
      return () => {
        clearTimeout(opening);
        window.removeEventListener("offline", goOffline);
        window.removeEventListener("online", comeBack);
        connection?.disconnect();
      };
    },
    showHistory,
    /** Loads what was written before `seq`. Answers whether it came. */
    async loadOlder(channelId: string, seq: number): Promise<boolean> {
      const page = await request(connection!, "message:list", { channelId, before: seq }).catch(
        () => undefined,
      );
      if (page) showHistory(channelId, page, "extend");
      return page !== undefined;
    },
    /** A newer list of channels from the shell's loader. */
    showChannels(list: ChannelView[], people: UserView[]): void {
      update((state) => putUsers(applyChannelList(state, list), people));
      if (isBehind(snapshot.state, list) && connection?.connected) sync();
    },
    markRead(channelId: string, seq: number): void {
      update((state) => applyReadMark(state, channelId, seq));
      readMarks.move(channelId, seq);
    },
  };
}

export type LiveStore = ReturnType<typeof createLiveStore>;
