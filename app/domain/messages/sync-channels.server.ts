import type { Actor } from "#app/domain/actor.ts";
import { listArchivedChannels, listChannels } from "#app/domain/channels/find-channels.server.ts";
import { countInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { findFollows } from "#app/domain/threads/thread-follow.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { ChannelChanges, SyncAnswer } from "#app/shared/events.ts";
import { PAGE_MAX, PAGE_SIZE, SYNC_MESSAGES_MAX } from "#app/shared/limits.ts";
import type { ChannelView, MembershipView, MessageView } from "#app/shared/views.ts";
import { findPeopleIn } from "./find-people.server.ts";
import { findReferences } from "./find-references.server.ts";
import type { SyncInput } from "./messages.schema.ts";
import { readChanges } from "./read-changes.server.ts";
import { readNewest } from "./read-range.server.ts";

/** A channel of the reader's: they are in all of them. */
type OwnChannel = ChannelView & { membership: MembershipView };

/**
 * Catches a client up: a page of changes for each channel it names, the channels it should know and does not, and the
 * ids of those it names and is not in (left, removed, or never there: all the same from outside). What one has read comes
 * for each channel, also where nothing changed.
 */
export async function syncChannels(actor: Actor, input: SyncInput): Promise<SyncAnswer> {
  const known = new Map(Object.entries(input.channels));
  const open = await listChannels(actor);
  // One that is archived is not listed any more, but who has it open goes on reading it.
  const closed = (await listArchivedChannels(actor)).filter(({ id }) => known.has(id));
  const mine = [...open, ...closed].filter(isOwn);
  const answer: SyncAnswer = { channels: {}, users: [], joined: [], left: [] };
  // After a long absence the answer comes in pieces: what did not fit says that there is more.
  let budget = SYNC_MESSAGES_MAX;
  for (const channel of mine) {
    const after = known.get(channel.id);
    known.delete(channel.id);
    if (after === undefined) answer.joined.push(channel);
    else {
      const changes = await readFor(channel, after, { budget, maxBehind: input.maxBehind });
      budget -= changes.messages.length;
      answer.channels[channel.id] = changes;
    }
  }
  answer.left = [...known.keys()];
  const sent = await addReferences(actor, Object.values(answer.channels));
  const people = findPeopleIn(sent);
  for (const { members = [] } of mine) for (const userId of members) people.add(userId);
  answer.users = await findUsersById(people);
  // Last, so that it is as new as can be: what comes from now on the client counts itself.
  if (sent.length > 0) answer.inboxUnread = await countInbox(actor);
  return answer;
}

function isOwn(channel: ChannelView): channel is OwnChannel {
  return channel.membership !== null;
}

async function readFor(
  channel: OwnChannel,
  after: number,
  { budget, maxBehind = Infinity }: { budget: number; maxBehind?: number },
): Promise<ChannelChanges> {
  const { membership, version } = channel;
  const nothing = { messages: [], references: [], follows: [], membership };
  if (after === version) return { ...nothing, version, more: false };
  if (budget <= 0) return { ...nothing, version: after, more: true };
  // A version that there has never been is that of a database which is no more: what the client has is no use.
  if (version - after > maxBehind || after > version) {
    const page = await readNewest(channel.id, Math.min(PAGE_SIZE, budget));
    return { ...nothing, channel, ...page, more: false, isPage: true };
  }
  const changes = await readChanges(channel.id, { after, limit: Math.min(PAGE_MAX, budget) });
  return { ...nothing, channel, ...changes };
}

/**
 * Gives each channel what its messages refer to and which of their threads the reader follows, each from one question.
 * Answers everything that is sent.
 */
async function addReferences(actor: Actor, all: ChannelChanges[]): Promise<MessageView[]> {
  const sent = all.flatMap(({ messages }) => messages);
  const [references, follows] = await Promise.all([findReferences(sent), findFollows(actor.userId, sent)]);
  for (const changes of all) {
    const channelId = changes.messages[0]?.channelId;
    changes.references = references.filter((reference) => reference.channelId === channelId);
    changes.follows = follows.filter((follow) => follow.channelId === channelId);
  }
  return [...sent, ...references];
}
