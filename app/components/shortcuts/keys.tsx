import "#app/i18n/pages/switcher.ts";
import { useLocation, useNavigate } from "@remix-run/react";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { arrangeSidebar } from "#app/components/chat/sidebar-rows.ts";
import { noteVisit } from "#app/components/switcher/recent.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { findShortcut, type ShortcutId } from "#app/shared/shortcuts.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { findFocusedMessage, focusMessage, focusNewest, runOnMessage } from "./message-keys.ts";
import { allowsSingleKeys, isApple } from "./platform.ts";
import type { Wish } from "./use-wish.ts";

const Switcher = lazy(async () => ({
  default: (await import("#app/components/switcher/switcher.tsx")).Switcher,
}));
const ShortcutDialog = lazy(async () => ({
  default: (await import("./shortcut-dialog.tsx")).ShortcutDialog,
}));

interface KeysProps {
  me: OwnUserView;
  opensAdmin: boolean;
  /** That the switcher be opened. */
  wish: Wish;
}

/** Listens to the keyboard for the whole page, and shows what is opened by it. */
export function Keys({ me, opensAdmin, wish }: KeysProps) {
  const { i18n } = useTranslation();
  const store = useLiveStore();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const [isListOpen, setListOpen] = useState(false);
  const openList = useCallback(() => setListOpen(true), []);
  const channelId = /^\/channels\/([0-9a-f-]{36})/.exec(pathname)?.[1];

  useEffect(() => {
    if (channelId) noteVisit(me.id, channelId);
  }, [me.id, channelId]);

  function goTo(step: 1 | -1, isUnreadOnly: boolean): void {
    const { state } = store.getSnapshot();
    const rows = arrangeSidebar(state.channels.values(), {
      users: state.users,
      userId: me.id,
      currentId: channelId,
      unreadFirst: me.unreadFirst,
      speaker: i18n,
    });
    const all = [...rows.starred, ...rows.channels, ...rows.direct].map(({ channel }) => channel);
    const at = all.findIndex(({ id }) => id === channelId);
    const from = at === -1 && step === -1 ? 0 : at;
    for (let passed = 1; passed <= all.length; passed++) {
      const channel = all[(from + step * passed + all.length * 2) % all.length]!;
      const isUnread = (channel.membership?.unread ?? 0) > 0 && channel.id !== channelId;
      if (isUnread || !isUnreadOnly) return navigate(`/channels/${channel.id}`);
    }
  }

  /** Answers whether there was something to do. */
  function run(id: ShortcutId): boolean {
    const { state } = store.getSnapshot();
    const message = findFocusedMessage();
    const channel = channelId ? state.channels.get(channelId) : undefined;
    if (id === "switcher") wish.set(true);
    else if (id === "list") setListOpen(true);
    else if (id === "search") navigate("/search");
    else if (id === "nextConversation") goTo(1, false);
    else if (id === "previousConversation") goTo(-1, false);
    else if (id === "nextUnread") goTo(1, true);
    else if (id === "previousUnread") goTo(-1, true);
    else if (id === "readAll") void store.markAllRead().catch(() => undefined);
    else if (id === "focusSidebar") focusFirst("#sidebar [aria-current=page], #sidebar a");
    else if (id === "nextMessage" || id === "previousMessage")
      return message !== null && focusMessage(message, id === "nextMessage" ? 1 : -1);
    else if (!channelId || !channel) return false;
    else if (id === "focusComposer") return focusFirst("main textarea:not([disabled])");
    else if (id === "focusMessages") return focusNewest();
    else if (id === "newest") navigate(pathname);
    else if (id === "read") {
      // A panel closes by the same key.
      if (document.activeElement?.closest("dialog, [role=dialog], [popover], [data-panel]") || message)
        return false;
      store.markRead(channelId, channel.lastSeq);
    } else if (id === "members" || id === "pins" || id === "files") navigate(`/channels/${channelId}/${id}`);
    else if (message) {
      const found = state.timelines
        .get(channelId)
        ?.messages.find(({ seq }) => `message-${seq}` === message.id);
      if (!found) return false;
      return runOnMessage(id, {
        message: found,
        article: message,
        meId: me.id,
        here: pathname + search,
        store,
        navigate,
      });
    }
    return true;
  }

  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const isInField = target.closest("input, textarea, select, [contenteditable]") !== null;
      const id = findShortcut(event, {
        isApple: isApple(),
        isInField,
        isOnMessage: target === findFocusedMessage(),
        allowsSingleKeys: allowsSingleKeys(),
      });
      if (id && !isAnythingOpen() && run(id)) event.preventDefault();
    }
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  });

  return (
    <Suspense fallback={null}>
      {wish.isThere && (
        <Switcher me={me} opensAdmin={opensAdmin} onClose={() => wish.set(false)} onList={openList} />
      )}
      {isListOpen && <ShortcutDialog onClose={() => setListOpen(false)} />}
    </Suspense>
  );
}

/** What is open has the keyboard to itself. */
function isAnythingOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], dialog[open], :popover-open') !== null;
}

function focusFirst(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}
