import type { Announcements, Requests, SyncAnswer } from "#app/shared/events.ts";
import { PAGE_MAX } from "#app/shared/limits.ts";
import type { ChannelView, MessagePage, MessageView, UserView } from "#app/shared/views.ts";
import { applyAnswer } from "./apply-answer.ts";
import { applyEvent, STATE_EVENTS, type StateEvent } from "./apply-event.ts";
import { createCatchUp } from "./catch-up.ts";
import {
  applyChannel,
  applyChannelList,
  applyReadMark,
  findUnlisted,
  isBehind,
  type ApplyResult,
} from "./channel-state.ts";
import { onEach, type Connection } from "./connection.ts";
import { createDrafts } from "./drafts.ts";
import { createOwnPresence } from "./idle.ts";
import { createLiveConnection, type ConnectionStatus } from "./live-connection.ts";
import { createLiveState, putUsers, removeChannel, type LiveState } from "./live-state.ts";
import { createLookUps } from "./look-ups.ts";
import { createOutboxStorage, type OutboxItem } from "./outbox-storage.ts";
import { createOutbox, type OutboxMessage } from "./outbox.ts";
import { createListeners, createPublisher } from "./publisher.ts";
import { createReading } from "./reading.ts";
import { sendByForm } from "./send-by-form.ts";
import { applyHistory, applySync, isPutBack, readVersions, type KnownVersions } from "./sync-state.ts";
import { createTypingList, createTypingSignals, type TypingPeople } from "./typing.ts";

export interface LiveSnapshot {
  state: LiveState;
  outbox: readonly OutboxItem[];
  status: ConnectionStatus;
  /** Who else is typing, by channel. */
  typing: TypingPeople;
  /** Until when the server takes no more messages, in milliseconds of the epoch. */
  limitedUntil: number | null;
}

/** Of a channel in which more than this happened meanwhile, the newest page is enough. */
const MAX_BEHIND = 300;

interface LiveStoreOptions {
  userId: string;
  channels: ChannelView[];
  users: UserView[];
  inboxUnread?: number | undefined;
}

/**
 * The browser's copy of what the signed-in person may see, kept equal to the server's: events are applied as they come,
 * and after a gap or a reconnect everything since the known versions is asked for until nothing is missing.
 */
export function createLiveStore({ userId, channels, users, inboxUnread = 0 }: LiveStoreOptions) {
  const sessionEnd = createListeners();
  const reload = createListeners();
  const told = createListeners<[message: MessageView, isNew: boolean]>();
  const { read, publish, subscribe, inOnePublish } = createPublisher<LiveSnapshot>({
    state: { ...createLiveState(userId, channels, users), inboxUnread },
    outbox: [],
    status: "connecting",
    typing: new Map(),
    limitedUntil: null,
  });
  const readState = () => read().state;

  function update(change: (state: LiveState) => LiveState): void {
    // What was read here counts, also while the server does not know of it.
    const state = reading
      .pending()
      .reduce((next, [channelId, seq]) => applyReadMark(next, channelId, seq), change(readState()));
    if (state !== readState()) publish({ state });
  }

  /** Takes in what is true now, and asks for what that shows to be missing. */
  function take({ state, hasGap }: ApplyResult): void {
    const isBack = isPutBack(readState(), state);
    update(() => state);
    if (hasGap || isBack) sync();
  }

  const connection = createLiveConnection({
    listen,
    onStatus: (status) => (status === "online" ? goOnline() : goOffline(status)),
    onWake: () => sync(),
    onSessionEnd: () => {
      drafts.forget();
      sessionEnd.call();
    },
  });

  /** Throws `RequestError`. What the answer tells is taken in. */
  async function ask<E extends keyof Requests>(
    event: E,
    payload: Requests[E]["ask"],
  ): Promise<Requests[E]["answer"]> {
    const question = { ask: payload, versions: readVersions(readState()) };
    const answer = await connection.ask(event, payload);
    take(applyAnswer(readState(), event, answer, question));
    return answer;
  }

  const sync = createCatchUp({
    isConnected: connection.isConnected,
    readVersions: () => readVersions(readState()),
    ask: (versions) =>
      connection.ask("sync", { channels: versions, maxBehind: MAX_BEHIND }).catch(() => undefined),
    apply: (versions, answer) => inOnePublish(() => takeSync(versions, answer)),
  });
  const reading = createReading({ ask, readState, update, sync });
  const lookUps = createLookUps({ ask, readState });
  const tell = (event: "typing:start" | "typing:stop", channelId: string) =>
    void connection.ask(event, { channelId }).catch(() => {});
  const typingSignals = createTypingSignals(tell);
  const typingList = createTypingList((typing) => publish({ typing }));
  const presence = createOwnPresence(
    (status) => void connection.ask("presence:set", { status }).catch(() => {}),
    () => readState().users.get(userId)?.presence === "busy",
  );
  const drafts = createDrafts({
    userId,
    save: (draft) => connection.ask("draft:save", draft),
    list: () => connection.ask("draft:list", {}),
  });
  const outbox = createOutbox({
    storage: createOutboxStorage(userId),
    send: (item) => (connection.isBlocked() ? sendWithoutSocket(item) : sendBySocket(item)),
    onSent: (message) => {
      take(applyEvent(readState(), "message:created", { message, version: message.version }));
    },
    onChange: (items) => publish({ outbox: items }),
    onLimit: (limitedUntil) => publish({ limitedUntil }),
  });

  function sendBySocket(item: OutboxItem): Promise<MessageView> {
    const { clientId, channelId, body, parentId, quoteId, files } = item;
    const fileIds = files?.length ? files.map(({ id }) => id) : undefined;
    return connection.ask("message:send", { clientId, channelId, body, parentId, quoteId, fileIds });
  }

  async function sendWithoutSocket(item: OutboxItem): Promise<MessageView> {
    const message = await sendByForm(item);
    reload.call();
    return message;
  }

  function goOnline(): void {
    // Messages are caught up by version; what channels and people are called has none, so pages load it again.
    if (read().status === "offline") reload.call();
    publish({ status: "online" });
    lookUps.forget();
    presence.repeat();
    sync();
    // What was written meanwhile has come to this device, wherever in Parley it is.
    for (const channelId of readState().channels.keys()) reading.deliver(channelId);
    outbox.flush();
    void drafts.reconcile();
  }

  function goOffline(status: ConnectionStatus): void {
    publish({ status });
    typingList.clear();
  }

  function listen(socket: Connection): void {
    for (const event of STATE_EVENTS)
      onEach(socket, event, inOnePublish, (payload) => takeEvent(event, payload));
    onEach(socket, "typing:changed", inOnePublish, (change) => {
      if (change.userId !== userId) typingList.set(change.channelId, change.userId, change.typing);
    });
    onEach(socket, "draft:changed", inOnePublish, ({ draft }) => drafts.take(draft));
    onEach(socket, "scheduled:changed", inOnePublish, reload.call);
    onEach(socket, "reminder:due", inOnePublish, reload.call);
    onEach(socket, "settings:changed", inOnePublish, reload.call);
  }

  function takeEvent<E extends StateEvent>(event: E, payload: Announcements[E]): void {
    take(applyEvent(readState(), event, payload));
    if ("message" in payload) {
      const isNew = event === "message:created";
      takeNote([payload.message], isNew);
      told.call(payload.message, isNew);
    }
    if ("channel" in payload) lookUps.findUsers(payload.channel.members ?? []);
  }

  function takeSync(known: KnownVersions, answer: SyncAnswer): void {
    update((state) => applySync(state, known, answer));
    for (const { messages } of Object.values(answer.channels)) takeNote(messages, false);
  }

  /** What messages mean beside their texts. */
  function takeNote(messages: readonly MessageView[], areNew: boolean): void {
    for (const message of messages) {
      if (message.authorId !== userId) {
        if (areNew) typingList.set(message.channelId, message.authorId, false);
      } else if (!outbox.settle(message.clientId) && areNew) {
        // Not from this page: one that was scheduled reads nothing, and only the membership tells.
        sync();
      }
    }
    for (const channelId of new Set(messages.map((message) => message.channelId))) reading.deliver(channelId);
    lookUps.findPeople(messages);
  }

  return {
    ask,
    subscribe,
    getSnapshot: read,
    onReload: reload.add,
    onSessionEnd: sessionEnd.add,
    /** Calls with each message that the server tells of, new or changed; what is caught up is not among them. */
    onMessage: told.add,
    /** Connects, and takes up what an earlier page left, until the returned function is called. */
    connect(): () => void {
      const close = connection.open();
      const stopWatching = presence.watch();
      void outbox.restore();
      return () => {
        stopWatching();
        close();
      };
    },
    outbox: {
      ...outbox,
      /** Sends a message, now or as soon as it can be. */
      add(message: OutboxMessage): void {
        reading.resume(message.channelId);
        typingSignals.stop(message.channelId);
        outbox.add(message);
      },
    },
    drafts: {
      ...drafts,
      write(channelId: string, body: string, parentId?: string | null): void {
        if (body === "") typingSignals.stop(channelId);
        drafts.write(channelId, body, parentId);
      },
    },
    typing: typingSignals,
    markRead: reading.markRead,
    markUnread: reading.markUnread,
    markAllRead: reading.markAllRead,
    /** The person is at this conversation now. */
    enterChannel: reading.resume,
    needReferences: lookUps.findReferences,
    /** A page of history that a loader found: the start of a timeline. */
    showHistory(channel: ChannelView, page: MessagePage): void {
      const known = readState();
      // An archived one is in no list. While it is open it is followed like any other: somebody may bring it back.
      const isUnlisted = channel.archivedAt && channel.membership && !known.channels.has(channel.id);
      const state = isUnlisted ? applyChannel(known, { ...channel, version: page.version }) : known;
      take({ state: applyHistory(state, channel.id, page, "open"), hasGap: false });
    },
    /** Loads what was written before `seq`. Answers whether it came. */
    loadOlder: (channelId: string, seq: number) =>
      didCome(ask("message:list", { channelId, before: seq, limit: PAGE_MAX })),
    /** Loads what was written after `seq`. Answers whether it came. */
    loadNewer: (channelId: string, seq: number) =>
      didCome(ask("message:list", { channelId, after: seq, limit: PAGE_MAX })),
    /** Loads how far everybody has got. Answers whether it came. */
    loadReceipts: (channelId: string) => didCome(ask("channel:receipts", { channelId })),
    /** How much a loader found to be new in the inbox. */
    showInbox(unread: number): void {
      update((state) => (state.inboxUnread === unread ? state : { ...state, inboxUnread: unread }));
    },
    /** A newer list of channels from the shell's loader. */
    showChannels(list: ChannelView[], people: UserView[]): void {
      const unlisted = findUnlisted(readState(), list);
      update((state) => putUsers(applyChannelList(state, list), people));
      if (unlisted.length === 0 && !isBehind(readState(), list)) return;
      if (connection.isConnected()) sync();
      else update((state) => unlisted.reduce(removeChannel, state));
    },
  };
}

export type LiveStore = ReturnType<typeof createLiveStore>;

function didCome(answer: Promise<unknown>): Promise<boolean> {
  return answer.then(
    () => true,
    () => false,
  );
}
