import { and, eq, gt, lte } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { SyncAnswer } from "#app/shared/events.ts";
import { PAGE_MAX, SYNC_MESSAGES_MAX } from "#app/shared/limits.ts";
import type { ChangesPage } from "#app/shared/views.ts";
import { toMessageView } from "./message-view.server.ts";
import type { ChangesInput, SyncInput } from "./messages.schema.ts";

/**
 * What changed in a channel after a version, in the order of versions. While `more` is true, asking again after the
 * answer's `version` goes on. Throws as `requireMembership`.
 */
export async function listChanges(
  actor: Actor,
  channelId: string,
  input: ChangesInput,
): Promise<ChangesPage> {
  await requireMembership(actor, channelId);
  const page = await readChanges(channelId, input);
  return { ...page, users: await findUsersById(page.messages.map((message) => message.authorId)) };
}

/**
 * Catches a client up: a page of changes for each channel it names, the channels it should know and does not, and the
 * ids of those it names and is not in (left, removed, or never there: all the same from outside).
 */
export async function syncChannels(actor: Actor, input: SyncInput): Promise<SyncAnswer> {
  const mine = await listChannels(actor);
  const answer: SyncAnswer = { channels: {}, users: [], joined: [], left: [] };
  const known = new Map(Object.entries(input.channels));
  const people = new Set<string>();
  // After a long absence the answer comes in pieces: what did not fit says that there is more.
  let budget = SYNC_MESSAGES_MAX;
  for (const channel of mine) {
    const after = known.get(channel.id);
    const lastReadSeq = channel.membership?.lastReadSeq ?? 0;
    known.delete(channel.id);
    if (after === undefined) {
      answer.joined.push(channel);
      channel.members?.forEach((userId) => people.add(userId));
    } else if (after >= channel.version) {
      answer.channels[channel.id] = { messages: [], version: channel.version, more: false, lastReadSeq };
    } else if (budget <= 0) {
      answer.channels[channel.id] = { messages: [], version: after, more: true, lastReadSeq };
    } else {
      const page = await readChanges(channel.id, { after, limit: Math.min(PAGE_MAX, budget) });
      budget -= page.messages.length;
      answer.channels[channel.id] = { ...page, lastReadSeq };
      page.messages.forEach((message) => people.add(message.authorId));
    }
  }
  answer.left = [...known.keys()];
  answer.users = await findUsersById(people);
  return answer;
}

async function readChanges(
  channelId: string,
  { after, limit }: ChangesInput,
): Promise<Omit<ChangesPage, "users">> {
  const timeline = await db().query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  const version = timeline?.version ?? 0;
  const rows = await db()
    .select()
    .from(messages)
    // Not beyond the version read above: the answer must not claim more than it holds.
    .where(
      and(eq(messages.channelId, channelId), gt(messages.version, after), lte(messages.version, version)),
    )
    .orderBy(messages.version)
    .limit(limit + 1);
  const page = rows.slice(0, limit).map(toMessageView);
  const more = rows.length > limit;
  return { messages: page, version: more ? page.at(-1)!.version : version, more };
}
