// What has to be true of a client that has caught up: it holds what one would that has just been opened.
import { expect } from "vitest";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { listReceipts } from "#app/domain/memberships/list-receipts.server.ts";
import { findMessages } from "#app/domain/messages/find-messages.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import type { TimelineState } from "#app/hooks/timeline-state.ts";
import type { ChannelView } from "#app/shared/views.ts";
import type { ModelClient } from "./client.ts";

interface Options {
  /** It has not asked for anything: numbers of which one's own messages tell nothing are not looked at. */
  isLive?: boolean;
}

/**
 * Fails unless the client holds each of its channels as the database says now, with what is unread in it and what names
 * the person, and no others.
 */
export async function expectFreshChannels(
  { state, person }: ModelClient,
  { isLive = false }: Options = {},
): Promise<void> {
  const look = isLive ? hideUntold : (channel: ChannelView) => channel;
  const channels = (await listChannels(person.actor)).map(look);
  expect([...state.channels.values()].map(look).sort(byId)).toEqual(channels.sort(byId));
}

/** Fails unless all that the client holds is what the database says now. */
export async function expectFresh(client: ModelClient, options: Options = {}): Promise<void> {
  const { state, person } = client;
  await expectFreshChannels(client, options);
  for (const [channelId, timeline] of state.timelines) await expectFreshTimeline(client, channelId, timeline);
  const { messages } = await findMessages(person.actor, [...state.references.keys()]);
  expect([...state.references.values()].sort(byId)).toEqual([...messages].sort(byId));
  if (options.isLive) return;
  for (const channelId of state.channels.keys()) {
    const receipts = await listReceipts(person.actor, channelId);
    const held = [...(state.receipts.get(channelId) ?? [])].map(([userId, marks]) => ({ userId, ...marks }));
    expect(held).toEqual(receipts);
  }
}

/** The same stretch of messages, with their threads' counts, and whether there are others before and after it. */
async function expectFreshTimeline(
  { person }: ModelClient,
  channelId: string,
  { ahead, ...stretch }: TimelineState,
) {
  const { messages } = stretch;
  const input = messages[0] ? { after: messages[0].seq - 1 } : {};
  const page = await listMessages(person.actor, channelId, { limit: Math.max(1, messages.length), ...input });
  const { hasOlder, hasNewer } = page;
  expect({ channelId, ...stretch }).toEqual({ channelId, messages: page.messages, hasOlder, hasNewer });
  expect(ahead).toEqual([]);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function hideUntold(channel: ChannelView): ChannelView {
  const membership = channel.membership && { ...channel.membership, revision: 0, lastDeliveredSeq: 0 };
  return { ...channel, membership };
}
