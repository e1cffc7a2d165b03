import { useLocation } from "@remix-run/react";
import { useMemo } from "react";
import { useLive } from "#app/hooks/use-live.tsx";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ChannelView, MessagePage, MessageView, OwnUserView } from "#app/shared/views.ts";
import { useReferences } from "./use-references.ts";
import { closeAll, findNewestOwn, type MessageContext } from "./message-context.ts";

interface MessageContextInput {
  me: OwnUserView;
  channel: ChannelView;
  /** What the loader found, which shows until the live state knows more. */
  page: Pick<MessagePage, "users" | "references" | "savedIds" | "follows">;
  /** The messages that are shown, ascending. */
  messages: readonly MessageView[];
  canPin: boolean;
  canDelete: boolean;
  canWrite: boolean;
  threadId?: string | null;
  failure?: FormFailure;
}

/** The context of the messages of one page: what its loader found and what is known live, brought together. */
export function useMessageContext(input: MessageContextInput): MessageContext {
  const { me, channel, page, messages, canPin, canDelete, canWrite, threadId = null, failure } = input;
  const { state } = useLive();
  const { pathname, search } = useLocation();
  const users = useMemo(
    () => new Map([...page.users.map((user) => [user.id, user] as const), ...state.users]),
    [page.users, state.users],
  );
  const references = useReferences(page.references, state.references, messages);
  // Until the live state has taken the page in, it knows of none of these.
  const isTakenIn = state.timelines.has(channel.id);
  const savedIds = useMemo(
    () => (isTakenIn ? state.savedIds : new Set([...state.savedIds, ...page.savedIds])),
    [isTakenIn, state.savedIds, page.savedIds],
  );
  const follows = useMemo(
    () => new Map([...page.follows.map((follow) => [follow.rootId, follow] as const), ...state.follows]),
    [page.follows, state.follows],
  );
  const channelIds = useMemo(() => nameChannels(state.channels), [state.channels]);
  const newestOwnId = findNewestOwn(messages, me.id);
  const query = new URLSearchParams(search);
  const openActionsFor = query.get("actions");
  const editing = query.get("edit");
  const here = closeAll(pathname, search);
  return useMemo(
    () => ({
      me,
      channel,
      users,
      references,
      savedIds,
      follows,
      channelIds,
      canPin,
      canDelete,
      canWrite,
      openActionsFor,
      editing,
      threadId,
      newestOwnId,
      here,
      failure,
    }),
    [
      me,
      channel,
      users,
      references,
      savedIds,
      follows,
      channelIds,
      canPin,
      canDelete,
      canWrite,
      openActionsFor,
      editing,
      threadId,
      newestOwnId,
      here,
      failure,
    ],
  );
}

function nameChannels(channels: ReadonlyMap<string, ChannelView>): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const { id, name } of channels.values()) if (name) ids.set(name.toLowerCase(), id);
  return ids;
}
