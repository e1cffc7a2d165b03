import "#app/i18n/pages/notifications.ts";
import type { i18n } from "i18next";
import { makeExcerpt } from "#app/components/chat/excerpt.ts";
import { readEntry, writeEntry } from "#app/hooks/device-storage.ts";
import type { LiveStore } from "#app/hooks/live-store.ts";
import { countAttention } from "#app/shared/attention.ts";
import { nameChannel, nameUser } from "#app/shared/names.ts";
import { decideNotification, type NotifyDecision } from "#app/shared/notify-decision.ts";
import { SECOND } from "#app/shared/time.ts";
import type { ChannelView, MessageView, OwnUserView } from "#app/shared/views.ts";
import { markIcon } from "./icon.ts";
import { createNotes } from "./notes.ts";
import { makeOffer } from "./offer.ts";
import { mayAsk, onPermission, readPermission } from "./permission.ts";
import { showAttention } from "./shown-attention.ts";
import { playSound } from "./sound.ts";
import { createTabs } from "./tabs.ts";

/** Where the reader is, and what they say of notifications. */
interface Scene {
  me: OwnUserView;
  timeZone: string;
  /** The conversation that is open. */
  openId: string | undefined;
  i18n: i18n;
  /** Goes to an address. */
  open: (path: string) => void;
}

export interface Watcher {
  look: (scene: Scene) => void;
  stop: () => void;
}

/** Of several messages in a row only the first sounds, in whichever tab. */
const SOUND_PAUSE = 3 * SECOND;
const LAST_SOUND = "parley-last-sound";

/** Tells of messages by the title, the icon, a sound and the browser's notifications, as their reader wants it. */
export function startWatcher(store: LiveStore): Watcher {
  const readState = () => store.getSnapshot().state;
  const tabs = createTabs(readState().userId);
  const notes = createNotes();
  let scene: Scene | undefined;

  function findLookedAt(): string | undefined {
    return document.visibilityState === "visible" ? scene?.openId : undefined;
  }

  function refresh(): void {
    if (!scene) return;
    const { channels } = readState();
    const lookedAt = findLookedAt();
    tabs.lookAt(lookedAt);
    notes.closeRead(channels);
    const attention = countAttention(channels.values(), scene.me.notifyLevel, lookedAt);
    showAttention(attention);
    markIcon(attention.count);
  }

  async function take(message: MessageView, isNew: boolean): Promise<void> {
    if (!isNew) return notes.closeDeleted(message);
    const { userId, channels } = readState();
    const channel = channels.get(message.channelId);
    if (message.authorId === userId && message.kind === "text") offer();
    if (!scene || !channel || !(await decide(scene, channel, message)).notifies) return;
    if (findLookedAt() === channel.id) return;
    offer();
    if (tabs.leads() && !(await tabs.isLookedAt(channel.id))) await tell(scene, channel, message);
  }

  async function decide(
    { me, timeZone }: Scene,
    channel: ChannelView,
    message: MessageView,
  ): Promise<NotifyDecision> {
    const presence = readState().users.get(me.id)?.presence;
    const ask = (followsThread: boolean) =>
      decideNotification({
        message,
        channelKind: channel.kind,
        membership: readState().channels.get(channel.id)?.membership ?? NO_MEMBERSHIP,
        person: { ...me, userId: me.id, timeZone, snoozedAt: null, isBusy: presence === "busy" },
        followsThread,
        wasHere: presence === "online" || presence === "busy",
        now: new Date(),
      });
    const [withThread, without] = [ask(true), ask(false)];
    // Of most threads a page does not know whether they are followed; it asks where that decides.
    if (withThread.notifies === without.notifies || !message.parentId) return without;
    return (await follows(message.parentId)) ? withThread : without;
  }

  async function follows(rootId: string): Promise<boolean> {
    if (!readState().follows.has(rootId))
      await store.ask("thread:open", { rootId, limit: 1 }).catch(() => undefined);
    return readState().follows.get(rootId)?.follows ?? false;
  }

  async function tell({ me, i18n, open }: Scene, channel: ChannelView, message: MessageView): Promise<void> {
    const { t } = i18n;
    if (me.notifySound && mayPlay()) void playSound();
    if (readPermission() !== "granted") return;
    if (!readState().users.has(message.authorId))
      await store.ask("user:find", { userIds: [message.authorId] }).catch(() => undefined);
    const { users } = readState();
    const author = users.get(message.authorId);
    const name = nameUser(t, author);
    const isForTwo = channel.members?.length === 2;
    await notes.show({
      message,
      title: isForTwo
        ? name
        : t("notify.shownIn", { author: name, channel: nameChannel(channel, users, me.id, i18n) }),
      body: makeExcerpt(message) || t("notify.noText"),
      icon: author?.avatarUrl ?? "/icons/icon-192.png",
      onOpen: () => open(`/channels/${channel.id}?message=${message.seq}`),
    });
    refresh();
  }

  const offer = () => mayAsk() && makeOffer(true);
  const endings = [
    store.subscribe(refresh),
    store.onMessage((message, isNew) => void take(message, isNew)),
    onPermission(() => !mayAsk() && makeOffer(false)),
  ];
  document.addEventListener("visibilitychange", refresh);

  return {
    look(next) {
      scene = next;
      refresh();
    },
    stop() {
      for (const end of endings) end();
      document.removeEventListener("visibilitychange", refresh);
      tabs.stop();
      makeOffer(false);
      showAttention(null);
      markIcon(0);
    },
  };
}

/** Whoever has left is told nothing. */
const NO_MEMBERSHIP = { muted: true, notifyLevel: null, joinedAt: "", lastReadSeq: 0 };

function mayPlay(): boolean {
  const now = Date.now();
  if (now - Number(readEntry(LAST_SOUND)) < SOUND_PAUSE) return false;
  writeEntry(LAST_SOUND, String(now));
  return true;
}
