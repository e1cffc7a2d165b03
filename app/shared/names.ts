import type { ChannelView, UserView } from "./views.ts";

/** What a conversation is called: a channel by its name, a direct one by the others in it. */
export function nameChannel(
  channel: ChannelView,
  users: ReadonlyMap<string, UserView>,
  userId: string,
): string {
  if (channel.name !== null) return channel.name;
  const others = (channel.members ?? []).filter((memberId) => memberId !== userId);
  return others.map((memberId) => users.get(memberId)?.displayName ?? "…").join(", ");
}
