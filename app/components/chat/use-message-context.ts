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
  const known = {
    users: useLive(({ state }) => state.users),
    references: useLive(({ state }) => state.references),
    savedIds: useLive(({ state }) => state.savedIds),
    follows: useLive(({ state }) => state.follows),
    // Channels are others with every message, their names seldom: a text is the same as long as it says the same.
    names: useLive(({ state }) => nameChannels(state.channels)),
    // Until the live state has taken the page in, it knows of none of these.
    isTakenIn: useLive(({ state }) => state.timelines.has(channel.id)),
  };
  const { pathname, search } = useLocation();
  const users = useMemo(
    () => new Map([...page.users.map((user) => [user.id, user] as const), ...known.users]),
    [page.users, known.users],
  );
  const references = useReferences(page.references, known.references, messages);
  const savedIds = useMemo(
    () => (known.isTakenIn ? known.savedIds : new Set([...known.savedIds, ...page.savedIds])),
    [known.isTakenIn, known.savedIds, page.savedIds],
  );
  const follows = useMemo(
    () => new Map([...page.follows.map((follow) => [follow.rootId, follow] as const), ...known.follows]),
    [page.follows, known.follows],
  );
  const channelIds = useMemo(() => new Map(JSON.parse(known.names) as [string, string][]), [known.names]);
  const newestOwnId = useMemo(() => findNewestOwn(messages, me.id), [messages, me.id]);
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

/** Written once for each list of channels: this is asked for with everything that happens. */
const written = new WeakMap<ReadonlyMap<string, ChannelView>, string>();

function nameChannels(channels: ReadonlyMap<string, ChannelView>): string {
  const known = written.get(channels);
  if (known !== undefined) return known;
  const pairs = [...channels.values()].flatMap(({ id, name }) => (name ? [[name.toLowerCase(), id]] : []));
  const names = JSON.stringify(pairs);
  written.set(channels, names);
  return names;
}
