import type { ChannelView, UserView } from "./views.ts";

/** Who says it, in the reader's language: a translator. */
export interface Speaker {
  t: (key: "people.deleted" | "people.unknown") => string;
  language: string;
}

/** The username of an account that was erased: nobody else can have it. */
export function erasedUsername(userId: string): string {
  return `deleted-${userId}`;
}

/** What a person is called; who erased their account has no name any more, and who is not known yet has none so far. */
export function nameUser(t: Speaker["t"], user: UserView | undefined): string {
  if (!user) return t("people.unknown");
  return user.username === erasedUsername(user.id) ? t("people.deleted") : user.displayName;
}

/** What a conversation is called: a channel by its name, a direct one by the others in it. */
export function nameChannel(
  channel: ChannelView,
  users: ReadonlyMap<string, UserView>,
  userId: string,
  { t, language }: Speaker,
): string {
  if (channel.name !== null) return channel.name;
  const others = (channel.members ?? []).filter((memberId) => memberId !== userId);
  const names = others.map((memberId) => nameUser(t, users.get(memberId)));
  return new Intl.ListFormat(language, { style: "narrow" }).format(names);
}
