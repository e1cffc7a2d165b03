import { useLocation, useParams } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { nameUser } from "#app/shared/names.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";
import type { MessageContext } from "./message-context.ts";

/** The message that one is about to answer, and who wrote it. */
export interface Quote {
  message: MessageView;
  authorName: string;
}

/**
 * The message that the address wants to be answered here. One of an open thread is answered in the thread; `found` is what
 * the server found of one that is not on the page.
 */
export function useQuote(
  messages: readonly MessageView[],
  { users, references, channel }: MessageContext,
  found: { messages: MessageView[]; users: UserView[] } | null,
): Quote | undefined {
  const { t } = useTranslation();
  const store = useLiveStore();
  const { pathname, search } = useLocation();
  const { messageId } = useParams();
  const id = new URLSearchParams(search).get("quote");
  const known = id ? (messages.find((message) => message.id === id) ?? references.get(id)) : undefined;
  const message = known ?? found?.messages.find((each) => each.id === id);
  const isMissing = id !== null && !message;
  useEffect(() => {
    if (isMissing) store.needReferences([id]);
  }, [store, isMissing, id]);

  const threadId = pathname.includes("/threads/") ? messageId : undefined;
  if (!message || message.channelId !== channel.id || message.kind !== "text") return undefined;
  if (threadId && (message.id === threadId || message.parentId === threadId)) return undefined;
  const author =
    users.get(message.authorId) ?? found?.users.find(({ id: userId }) => userId === message.authorId);
  return { message, authorName: nameUser(t, author) };
}
