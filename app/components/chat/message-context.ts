import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ChannelView, MessageView, OwnUserView, ThreadFollowView, UserView } from "#app/shared/views.ts";

/** Finds a message by its id. */
export interface References {
  get: (id: string) => MessageView | undefined;
}

/** What every message of a timeline, or of a thread, has to know about where it stands. Made by `useMessageContext`. */
export interface MessageContext {
  me: OwnUserView;
  channel: ChannelView;
  /** Authors, people who are named, people who reacted: whoever the messages of the page tell of. */
  users: ReadonlyMap<string, UserView>;
  /** Messages that others quote or answer, by id. */
  references: References;
  /** Ids of messages that the reader keeps. */
  savedIds: ReadonlySet<string>;
  /** How the reader stands to threads, by the message that each began with. */
  follows: ReadonlyMap<string, ThreadFollowView>;
  /** Names of the channels that the reader is in, in lower case, and their ids. */
  channelIds: ReadonlyMap<string, string>;
  canPin: boolean;
  /** May delete what others wrote. */
  canDelete: boolean;
  /** May write here. */
  canWrite: boolean;
  /** The id of a message whose actions are shown opened: `?actions=`. */
  openActionsFor: string | null;
  /** The id of a message that is being edited in a page without a script: `?edit=`. */
  editing: string | null;
  /** The thread that is shown, by its root: what would only tell of it again is left out. */
  threadId: string | null;
  /** The newest message of the reader: that one tells in words how far it has got. */
  newestOwnId: string | null;
  /** The page's path and query, without the parameters that open something at one message. */
  here: string;
  failure?: FormFailure;
}

/** Members may react, also where only some may write. */
export function canReact({ channel }: MessageContext): boolean {
  return channel.membership !== null && !channel.archivedAt;
}

/** Query parameters that open something at one message. */
const OPENING = ["actions", "edit", "quote"];

/** A page's address without what is opened at one message. */
export function closeAll(pathname: string, search: string): string {
  const query = new URLSearchParams(search);
  for (const name of OPENING) query.delete(name);
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

/** The same page with something opened at a message, and scrolled to it. */
export function openAt(here: string, name: "actions" | "edit" | "quote", message: MessageView): string {
  return `${here}${here.includes("?") ? "&" : "?"}${name}=${message.id}#message-${message.seq}`;
}

/** The reader's newest message that is still there. */
export function findNewestOwn(messages: readonly MessageView[], userId: string): string | null {
  const isOwn = (message: MessageView) =>
    message.authorId === userId && message.kind === "text" && !message.deletedAt;
  return messages.findLast(isOwn)?.id ?? null;
}

/** What floats over the page: the list of actions, the choice of emoji, or nothing. */
export type OpenedActions = "menu" | "picker" | null;
