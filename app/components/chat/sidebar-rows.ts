import { nameChannel, type Speaker } from "#app/shared/names.ts";
import type { ChannelView, UserView } from "#app/shared/views.ts";

export interface SidebarRow {
  channel: ChannelView;
  name: string;
}

export interface SidebarRows {
  starred: SidebarRow[];
  channels: SidebarRow[];
  direct: SidebarRow[];
}

interface SidebarOptions {
  users: ReadonlyMap<string, UserView>;
  userId: string;
  /** The conversation that is open, which is listed in any case. */
  currentId: string | undefined;
  /** Conversations with something new come first in their section. */
  unreadFirst: boolean;
  /** In whose language they are named and sorted. */
  speaker: Speaker;
}

/** The conversations that are listed, by section and by name. */
export function arrangeSidebar(
  channels: Iterable<ChannelView>,
  { users, userId, currentId, unreadFirst, speaker }: SidebarOptions,
): SidebarRows {
  const { compare } = findCollator(speaker.language);
  const rank = ({ channel }: SidebarRow) => (unreadFirst && callsAttention(channel) ? 0 : 1);
  const rows = [...channels]
    .filter((channel) => channel.id === currentId || isListed(channel))
    .map((channel) => ({ channel, name: nameChannel(channel, users, userId, speaker) }))
    .sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
  const isStarred = ({ channel }: SidebarRow) => channel.membership?.starred ?? false;
  const others = rows.filter((row) => !isStarred(row));
  return {
    starred: rows.filter(isStarred),
    channels: others.filter(({ channel }) => channel.kind !== "direct"),
    direct: others.filter(({ channel }) => channel.kind === "direct"),
  };
}

/** Making one takes longer than sorting with it. */
const collators = new Map<string, Intl.Collator>();

function findCollator(language: string): Intl.Collator {
  const collator = collators.get(language) ?? new Intl.Collator(language);
  collators.set(language, collator);
  return collator;
}

/** Something in it is new to the reader. Muted, it calls only who is named. */
export function callsAttention({ membership }: ChannelView): boolean {
  if (!membership) return false;
  return membership.mentions > 0 || (membership.unread > 0 && !membership.muted);
}

/** What was hidden comes back with the next message. */
function isListed({ membership, lastSeq, archivedAt }: ChannelView): boolean {
  const hiddenSeq = membership?.hiddenSeq ?? null;
  return !archivedAt && (hiddenSeq === null || lastSeq > hiddenSeq);
}
