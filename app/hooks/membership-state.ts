import { MENTION_SEQS_MAX } from "#app/shared/limits.ts";
import type { ChannelView, MembershipView, MessageView } from "#app/shared/views.ts";

interface Naming {
  version: number;
  /** Undefined: it names whoever was there, which only the server knows. */
  names: boolean | undefined;
}

/** What messages told of whether they name the person, by their numbers. Those that never could are left out. */
export type Namings = ReadonlyMap<number, Naming>;

const NAMINGS_MAX = 2 * MENTION_SEQS_MAX;

/** Takes in what the messages say; of two versions of one the newer is true. */
export function takeNamings(known: Namings, messages: readonly MessageView[], userId: string): Namings {
  let next: Map<number, Naming> | undefined;
  for (const message of messages) {
    const names = namesPerson(message, userId);
    // What was never changed and names nobody is in nobody's list.
    if (!names && !message.editedAt && !message.deletedAt) continue;
    if (((next ?? known).get(message.seq)?.version ?? 0) >= message.version) continue;
    next ??= new Map(known);
    next.set(message.seq, { version: message.version, names });
  }
  return next ? keepNewest(next) : known;
}

function namesPerson(message: MessageView, userId: string): boolean | undefined {
  if (message.authorId === userId || message.deletedAt) return false;
  if (message.mentions.includes(userId) || message.mentionAll === "channel") return true;
  return message.mentionAll === "here" ? undefined : false;
}

function keepNewest(namings: Map<number, Naming>): Namings {
  if (namings.size <= NAMINGS_MAX) return namings;
  return new Map([...namings].sort(([a], [b]) => b - a).slice(0, NAMINGS_MAX));
}

/**
 * Of two views of one membership the newer. `isCurrent`: what is known of the channel was there already when `view` was
 * read, so that of equals it is the one to believe.
 */
export function chooseMembership(
  known: MembershipView | null,
  view: MembershipView | null,
  isCurrent: boolean,
): MembershipView | null {
  if (!known || !view) return view ?? known;
  // Whoever left and came back has another membership, which counts its revisions anew.
  if (view.joinedAt !== known.joinedAt) return view.joinedAt > known.joinedAt ? view : known;
  if (view.revision !== known.revision) return view.revision > known.revision ? view : known;
  return isCurrent ? view : known;
}

/** The channel with what follows from its numbers, its membership and what messages told: what is unread, and what names one. */
export function settleMembership(channel: ChannelView, namings: Namings | undefined): ChannelView {
  const { membership } = channel;
  if (!membership) return channel;
  const seqs = new Set(membership.mentionSeqs);
  for (const [seq, { names }] of namings ?? []) {
    if (names) seqs.add(seq);
    else if (names === false) seqs.delete(seq);
  }
  const mentionSeqs = [...seqs]
    .filter((seq) => seq > membership.lastReadSeq)
    .sort((a, b) => a - b)
    .slice(-MENTION_SEQS_MAX);
  const unread = Math.max(0, channel.lastTextNo - membership.readTextNo);
  return { ...channel, membership: { ...membership, unread, mentionSeqs, mentions: mentionSeqs.length } };
}

/** The mark at another message, whose `textNo` is given. */
export function moveMark(channel: ChannelView, lastReadSeq: number, readTextNo: number): ChannelView {
  return channel.membership
    ? { ...channel, membership: { ...channel.membership, lastReadSeq, readTextNo } }
    : channel;
}
