import type { NotifyLevel } from "./preferences.ts";
import { toLocalTime } from "./time-zones.ts";
import type { ChannelKind, MembershipView, MessageView } from "./views.ts";

/** Everything that can decide whether somebody is told of a message, in the order in which it is looked at. */
export const NOTIFY_REASONS = [
  // What the message is to the person.
  "system",
  "own",
  "deleted",
  "before_joined",
  "read",
  // What the person does not want to hear of.
  "muted",
  "channel_nothing",
  "account_nothing",
  // Why the person wants to hear of it.
  "named",
  "everybody",
  "direct",
  "thread",
  "channel_all",
  "account_all",
  // None of these, and only these were wanted.
  "channel_mentions",
  "account_mentions",
  // Wanted, but not now.
  "snoozed",
  "busy",
  "quiet_hours",
] as const;

export type NotifyReason = (typeof NOTIFY_REASONS)[number];

export interface QuietHours {
  /** "22:00"; null with the other: none. */
  quietFrom: string | null;
  quietUntil: string | null;
  /** IANA name, where clocks show these. */
  timeZone: string;
}

/** What a person says of notifications, for all conversations. */
export interface NotifyPerson extends QuietHours {
  userId: string;
  notifyLevel: NotifyLevel;
  /** Null: it has begun, whenever. */
  snoozedAt: string | null;
  snoozedUntil: string | null;
  /** Does not want to be disturbed, whatever the hour. */
  isBusy: boolean;
}

export interface NotifyInput {
  message: Pick<
    MessageView,
    "kind" | "authorId" | "seq" | "createdAt" | "deletedAt" | "mentions" | "mentionAll" | "parentId"
  >;
  channelKind: ChannelKind;
  membership: Pick<MembershipView, "muted" | "notifyLevel" | "joinedAt" | "lastReadSeq">;
  person: NotifyPerson;
  /** Of a reply: whether the person follows its thread. */
  followsThread: boolean;
  /** Whether the person was there, for a message that calls everybody who is. */
  wasHere: boolean;
  now: Date;
}

export interface NotifyDecision {
  notifies: boolean;
  reason: NotifyReason;
}

const WANTED: ReadonlySet<NotifyReason> = new Set([
  "named",
  "everybody",
  "direct",
  "thread",
  "channel_all",
  "account_all",
]);

/**
 * Whether a person is told of a message, and what decided. The order is that of `NOTIFY_REASONS`: a pause is named only
 * where nothing else would have kept it silent, so that ending what is named always changes something. The server and the
 * browser decide by this function alone: docs/decisions/0030.
 */
export function decideNotification(input: NotifyInput): NotifyDecision {
  const reason = findObstacle(input) ?? findInterest(input);
  const pause = WANTED.has(reason) ? findPause(input.person, input.now) : undefined;
  const last = pause ?? reason;
  return { notifies: WANTED.has(last), reason: last };
}

function findObstacle({ message, membership, person }: NotifyInput): NotifyReason | undefined {
  if (message.kind === "system") return "system";
  if (message.authorId === person.userId) return "own";
  if (message.deletedAt) return "deleted";
  if (message.createdAt < membership.joinedAt) return "before_joined";
  if (message.seq <= membership.lastReadSeq) return "read";
  if (membership.muted) return "muted";
  if (membership.notifyLevel === "nothing") return "channel_nothing";
  if (!membership.notifyLevel && person.notifyLevel === "nothing") return "account_nothing";
  return undefined;
}

function findInterest(input: NotifyInput): NotifyReason {
  const { message, membership, person } = input;
  const own = membership.notifyLevel;
  if (message.mentions.includes(person.userId)) return "named";
  if (message.mentionAll === "channel" || (message.mentionAll === "here" && input.wasHere))
    return "everybody";
  // "Mentions" includes direct conversations, unless it is said of that one conversation.
  if (input.channelKind === "direct" && own !== "mentions") return "direct";
  if (message.parentId && input.followsThread) return "thread";
  const isAll = (own ?? person.notifyLevel) === "all";
  if (own) return isAll ? "channel_all" : "channel_mentions";
  return isAll ? "account_all" : "account_mentions";
}

function findPause(person: NotifyPerson, now: Date): NotifyReason | undefined {
  if (isSnoozed(person, now)) return "snoozed";
  if (person.isBusy) return "busy";
  return isQuietAt(person, now) ? "quiet_hours" : undefined;
}

function isSnoozed({ snoozedAt, snoozedUntil }: NotifyPerson, now: Date): boolean {
  const [from, until] = [snoozedAt, snoozedUntil].map((time) => time && Date.parse(time));
  return Boolean(until && now.getTime() < until && (!from || from <= now.getTime()));
}

/** Whether clocks in the person's time zone show quiet hours: the first minute is quiet, the last is not. */
export function isQuietAt({ quietFrom, quietUntil, timeZone }: QuietHours, now: Date): boolean {
  if (quietFrom === null || quietUntil === null) return false;
  const clock = toLocalTime(now, timeZone).slice(11);
  const [isAfter, isBefore] = [clock >= quietFrom, clock < quietUntil];
  // Over midnight both ends are within the day.
  return quietFrom < quietUntil ? isAfter && isBefore : isAfter || isBefore;
}
