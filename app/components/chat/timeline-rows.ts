import { formatDay, type DateStyle } from "#app/shared/dates.ts";
import { DAY, MINUTE } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";

/** Further messages of one author within this time belong to the same run. */
const RUN_WITHIN = 5 * MINUTE;

const NAMED_MAX = 10_000;

export type TimelineRow =
  | { kind: "day"; key: string; seq: number; day: string; relative: "today" | "yesterday" | null }
  | { kind: "unread"; key: string; seq: number }
  | { kind: "message"; key: string; seq: number; message: MessageView; startsRun: boolean }
  /** Several people came or went, one after the other: ids in the order in which they did. */
  | { kind: "people"; key: string; seq: number; joined: string[]; left: string[] };

/** What was unread: messages after one number, up to another. */
export interface UnreadStretch {
  after: number;
  upTo: number;
}

interface RowOptions {
  dateStyle: DateStyle;
  /** What counts as today: ISO 8601. */
  now: string;
  /** Undefined for no line. */
  unread: UnreadStretch | undefined;
  /**
   * Only these are arranged, by their places: the first, and the one after the last. The first has its day and its author
   * above it whatever comes before, so that nothing moves when that is loaded.
   */
  start?: number;
  end?: number;
}

/**
 * The rows of a timeline: messages, with a line before each new day and before the first unread one of a person. People
 * who come and go one after the other share a row. What it takes depends on how many are arranged, not on how many there are.
 */
export function arrangeRows(messages: readonly MessageView[], options: RowOptions): TimelineRow[] {
  const { dateStyle, now, unread, start = 0, end = messages.length } = options;
  const rows: TimelineRow[] = [];
  const today = nameDay(now, dateStyle);
  const yesterday = nameDay(new Date(Date.parse(now) - DAY).toISOString(), dateStyle);
  const firstUnread = unread && findFirstUnread(messages, unread);
  let previous: MessageView | undefined;
  let previousDay: string | undefined;
  for (let index = start; index < end; index++) {
    const message = messages[index];
    if (!message) break;
    const { seq } = message;
    const day = nameDay(message.createdAt, dateStyle);
    const isNewDay = previousDay !== day;
    const isFirstUnread = message === firstUnread;
    if (isNewDay) {
      const relative = day === today ? "today" : day === yesterday ? "yesterday" : null;
      rows.push({ kind: "day", key: `day ${day}`, seq, day, relative });
    }
    if (isFirstUnread) rows.push({ kind: "unread", key: "unread", seq });
    const startsRun = isNewDay || isFirstUnread || !previous || !continuesRun(previous, message);
    const folded = isNewDay ? undefined : fold(rows.at(-1), message);
    if (folded) rows[rows.length - 1] = folded;
    else rows.push({ kind: "message", key: message.id, seq, message, startsRun });
    previous = message;
    previousDay = day;
  }
  return rows;
}

/** Whether a message has no row of its own: people came or went, and so they did before. */
export function isFolded(previous: MessageView | undefined, message: MessageView | undefined): boolean {
  return previous !== undefined && message !== undefined && comesOrGoes(previous) && comesOrGoes(message);
}

function comesOrGoes({ event }: MessageView): boolean {
  return event?.type === "joined" || event?.type === "left";
}

/** Messages have no gaps, so it stands a few places after the mark. */
function findFirstUnread(messages: readonly MessageView[], unread: UnreadStretch): MessageView | undefined {
  const first = messages[0]?.seq ?? 0;
  for (let index = Math.max(0, unread.after + 1 - first); index < messages.length; index++) {
    const message = messages[index];
    if (!message || message.seq > unread.upTo) return undefined;
    if (isUnread(message, unread)) return message;
  }
  return undefined;
}

/** Days by the minute, for one reader: naming one takes longer than all the rest of a row. */
let named = { reader: "", days: new Map<string, string>() };

function nameDay(iso: string, dateStyle: DateStyle): string {
  const reader = `${dateStyle.locale} ${dateStyle.timeZone}`;
  if (named.reader !== reader || named.days.size > NAMED_MAX) named = { reader, days: new Map() };
  const minute = iso.slice(0, 16);
  const day = named.days.get(minute) ?? formatDay(iso, dateStyle);
  named.days.set(minute, day);
  return day;
}

/** What the system tells is never unread, so the line stands before what somebody wrote. */
function isUnread({ seq, kind }: MessageView, { after, upTo }: UnreadStretch): boolean {
  return kind === "text" && seq > after && seq <= upTo;
}

function continuesRun(previous: MessageView, message: MessageView): boolean {
  const isSameAuthor = previous.authorId === message.authorId && previous.kind === message.kind;
  return isSameAuthor && Date.parse(message.createdAt) - Date.parse(previous.createdAt) < RUN_WITHIN;
}

/** The last row with one more person who came or went in it, if both are of that kind. */
function fold(last: TimelineRow | undefined, message: MessageView): TimelineRow | undefined {
  const row = last?.kind === "message" ? toPeopleRow(last.message) : last;
  const added = toPeopleRow(message);
  if (row?.kind !== "people" || !added) return undefined;
  const { joined, left } = row;
  return { ...row, seq: added.seq, joined: [...joined, ...added.joined], left: [...left, ...added.left] };
}

function toPeopleRow(message: MessageView): (TimelineRow & { kind: "people" }) | undefined {
  const { id, seq, authorId, event } = message;
  if (event?.type === "joined") return { kind: "people", key: id, seq, joined: [authorId], left: [] };
  if (event?.type === "left") return { kind: "people", key: id, seq, joined: [], left: [authorId] };
  return undefined;
}

/** How many texts of others came after a number. */
export function countNew(messages: readonly MessageView[], after: number, userId: string): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message || message.seq <= after) break;
    if (message.kind === "text" && message.authorId !== userId && !message.deletedAt) count++;
  }
  return count;
}
