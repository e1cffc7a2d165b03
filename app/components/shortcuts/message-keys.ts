import { openAt } from "#app/components/chat/message-context.ts";
import type { LiveStore } from "#app/hooks/live-store.ts";
import type { ShortcutId } from "#app/shared/shortcuts.ts";
import type { MessageView } from "#app/shared/views.ts";

/** The message that has the focus itself, not something in it. */
export function findFocusedMessage(): HTMLElement | null {
  const element = document.activeElement;
  return element instanceof HTMLElement && element.matches('[role="log"] article') ? element : null;
}

/** Moves the focus to the message before or after; false at the ends. */
export function focusMessage(from: HTMLElement, step: 1 | -1): boolean {
  const all = listMessages();
  return focus(all[all.indexOf(from) + step]);
}

/** Moves the focus to the newest message. */
export function focusNewest(): boolean {
  return focus(listMessages().at(-1));
}

function listMessages(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[role="log"] article[id^="message-"]')];
}

function focus(message: HTMLElement | undefined): boolean {
  if (!message) return false;
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
  message.scrollIntoView({ block: "nearest" });
  return true;
}

interface OnMessage {
  message: MessageView;
  article: HTMLElement;
  meId: string;
  /** The page's address. */
  here: string;
  store: LiveStore;
  navigate: (to: string, options?: { preventScrollReset: boolean }) => void;
}

/** Does what a key means for one message. What is refused is shown as it is. Answers whether the key means something here. */
export function runOnMessage(
  id: ShortcutId,
  { message, article, meId, here, store, navigate }: OnMessage,
): boolean {
  if (message.deletedAt || message.kind === "system") return false;
  const go = (to: string) => navigate(to, { preventScrollReset: true });
  const { id: messageId } = message;
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
  // The menu holds what has to be chosen or asked first: emoji, and whether to delete.
  if (id === "actions" || id === "react" || id === "delete")
    article.querySelector<HTMLElement>(".message-bar [aria-expanded]")?.click();
  else if (id === "reply") go(`/channels/${message.channelId}/threads/${message.parentId ?? messageId}`);
  else if (id === "quote") go(openAt(here, "quote", message));
  else if (id === "edit" && message.authorId === meId) go(openAt(here, "edit", message));
  else if (id === "pin")
    quietly(store.ask(message.pinnedAt ? "message:unpin" : "message:pin", { messageId }));
  else if (id === "save") {
    const isSaved = store.getSnapshot().state.savedIds.has(messageId);
    quietly(store.ask(isSaved ? "message:unsave" : "message:save", { messageId }));
  } else if (id === "copyLink")
    quietly(
      navigator.clipboard.writeText(
        `${location.origin}/channels/${message.channelId}?message=${message.seq}`,
      ),
    );
  else return false;
  return true;
}
