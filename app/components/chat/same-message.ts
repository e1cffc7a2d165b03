import { dequal } from "dequal/lite";
import { findNamed } from "#app/shared/system-events.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";
import type { MessageContext } from "./message-context.ts";

interface Shown {
  message: MessageView;
  author: UserView | undefined;
  startsRun: boolean;
  context: MessageContext;
  isQuiet?: boolean;
}

/** What of the context concerns all messages alike. */
const COMMON = ["me", "canPin", "canDelete", "canWrite", "threadId", "here", "failure"] as const;
const OF_CHANNEL = ["id", "kind", "memberCount", "archivedAt"] as const;

/**
 * Whether a message would be rendered as it was. Its context is another one with every event; a timeline of hundreds is
 * still because each looks only at what concerns itself.
 */
export function rendersTheSame(a: Shown, b: Shown): boolean {
  if (a.message !== b.message || !looksTheSame(a.author, b.author) || a.startsRun !== b.startsRun)
    return false;
  if (a.isQuiet !== b.isQuiet) return false;
  if (a.context === b.context) return true;
  const { message } = a;
  const isCommonSame =
    COMMON.every((name) => a.context[name] === b.context[name]) &&
    OF_CHANNEL.every((name) => a.context.channel[name] === b.context.channel[name]);
  if (!isCommonSame || (mentionsChannels(message) && a.context.channelIds !== b.context.channelIds))
    return false;
  const before = findOwn(message, a.context);
  const people = findPeople(message, a.context);
  return (
    findOwn(message, b.context).every((value, index) => value === before[index]) &&
    findPeople(message, b.context).every((person, index) => looksTheSame(person, people[index]))
  );
}

/** Messages do not tell whether anybody is there, which changes all the time. */
function looksTheSame(a: UserView | undefined, b: UserView | undefined): boolean {
  return a === b || (!!a && !!b && dequal({ ...a, presence: "offline" }, { ...b, presence: "offline" }));
}

function mentionsChannels({ body, forwarded }: MessageView): boolean {
  return body.includes("#") || forwarded !== null;
}

/** What of a context concerns one message, always in the same order. */
function findOwn(message: MessageView, context: MessageContext): unknown[] {
  return [
    context.openActionsFor === message.id,
    context.editing === message.id,
    context.newestOwnId === message.id,
    context.savedIds.has(message.id),
    context.follows.get(message.parentId ?? message.id),
    ...findAnswered(message, context),
  ];
}

function findAnswered({ parentId, quoteId }: MessageView, { references }: MessageContext) {
  return [parentId, quoteId].map((id) => (id ? references.get(id) : undefined));
}

/** Everybody whom a message names beside its author, in the same order as well. */
function findPeople(message: MessageView, context: MessageContext): (UserView | undefined)[] {
  const ids = [
    message.pinnedBy,
    message.forwarded?.authorId,
    ...message.mentions,
    ...message.reactions.flatMap((reaction) => reaction.userIds),
    ...findNamed(message.event),
    ...findAnswered(message, context).map((answered) => answered?.authorId),
  ];
  return ids.map((id) => (id ? context.users.get(id) : undefined));
}
