// Views as the server would send them, for tests of what a client makes of them.
import type { ChannelView, MessagePage, MessageView, UserView } from "#app/shared/views.ts";

const START = Date.parse("2026-03-01T10:00:00.000Z");

export const CHANNEL_ID = "channel";

/** A message whose id, client id and time follow from its number. */
export function makeMessage(seq: number, changes: Partial<MessageView> = {}): MessageView {
  return {
    id: `message ${seq}`,
    channelId: CHANNEL_ID,
    seq,
    version: seq,
    kind: "text",
    authorId: "ada",
    clientId: `client ${seq}`,
    body: `body ${seq}`,
    event: null,
    textNo: seq,
    parentId: null,
    threadNo: null,
    replyCount: 0,
    lastReplyAt: null,
    quoteId: null,
    forwarded: null,
    mentions: [],
    mentionAll: null,
    files: [],
    reactions: [],
    pinnedAt: null,
    pinnedBy: null,
    createdAt: new Date(START + seq * 1000).toISOString(),
    editedAt: null,
    deletedAt: null,
    ...changes,
  };
}

export function makeChannel(changes: Partial<ChannelView> = {}): ChannelView {
  return {
    id: CHANNEL_ID,
    kind: "public",
    name: "general",
    topic: "",
    description: "",
    isReadOnly: false,
    memberCount: 2,
    lastSeq: 0,
    lastTextNo: 0,
    version: 0,
    createdAt: new Date(START).toISOString(),
    archivedAt: null,
    membership: {
      role: "member",
      lastReadSeq: 0,
      lastDeliveredSeq: 0,
      unread: 0,
      mentions: 0,
      mentionSeqs: [],
      readTextNo: 0,
      muted: false,
      starred: false,
      notifyLevel: null,
      hiddenSeq: null,
      revision: 0,
      joinedAt: new Date(START).toISOString(),
    },
    ...changes,
  };
}

export function makeUser(id: string): UserView {
  return {
    id,
    username: id,
    displayName: id,
    role: "user",
    avatarUrl: null,
    pronouns: "",
    bio: "",
    statusText: "",
    statusEmoji: "",
    statusExpiresAt: null,
    presence: "offline",
    createdAt: new Date(START).toISOString(),
    deactivatedAt: null,
  };
}

/** The messages with numbers `from` to `to`, as a page of a channel that has `lastSeq` of them. */
export function makePage(from: number, to: number, lastSeq: number): MessagePage {
  const messages: MessageView[] = [];
  for (let seq = from; seq <= to; seq++) messages.push(makeMessage(seq));
  return {
    messages,
    users: [makeUser("ada")],
    references: [],
    savedIds: [],
    follows: [],
    hasOlder: from > 1,
    hasNewer: to < lastSeq,
    version: lastSeq,
  };
}
