import { nameChannel } from "#app/shared/names.ts";
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
}

/** The conversations that are listed, by section and by name. */
export function arrangeSidebar(
  channels: Iterable<ChannelView>,
  { users, userId, currentId }: SidebarOptions,
): SidebarRows {
  const rows = [...channels]
    .filter((channel) => channel.id === currentId || isListed(channel))
    .map((channel) => ({ channel, name: nameChannel(channel, users, userId) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
  const isStarred = ({ channel }: SidebarRow) => channel.membership?.starred ?? false;
  const others = rows.filter((row) => !isStarred(row));
  return {
    starred: rows.filter(isStarred),
    channels: others.filter(({ channel }) => channel.kind !== "direct"),
    direct: others.filter(({ channel }) => channel.kind === "direct"),
  };
}

/** What was hidden comes back with the next message. */
function isListed({ membership, lastSeq, archivedAt }: ChannelView): boolean {
  const hiddenSeq = membership?.hiddenSeq ?? null;
  return !archivedAt && (hiddenSeq === null || lastSeq > hiddenSeq);
}
