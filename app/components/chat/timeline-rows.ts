import { formatDay, type DateStyle } from "#app/shared/dates.ts";
import { DAY, MINUTE } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";

/** Further messages of one author within this time belong to the same run. */
const RUN_WITHIN = 5 * MINUTE;

export type TimelineRow =
  | { kind: "day"; key: string; day: string; relative: "today" | "yesterday" | null }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: MessageView; startsRun: boolean }
  /** Several people came or went, one after the other: ids in the order in which they did. */
  | { kind: "people"; key: string; joined: string[]; left: string[] };

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
}

/**
 * The rows of a timeline: messages, with a line before each new day and before the first unread one of a person. People
 * who come and go one after the other share a row.
 */
export function arrangeRows(messages: MessageView[], { dateStyle, now, unread }: RowOptions): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const today = formatDay(now, dateStyle);
  const yesterday = formatDay(new Date(Date.parse(now) - DAY).toISOString(), dateStyle);
  const firstUnread = unread && messages.find((message) => isUnread(message, unread));
  let previous: MessageView | undefined;
  for (const message of messages) {
    const day = formatDay(message.createdAt, dateStyle);
    const isNewDay = !previous || formatDay(previous.createdAt, dateStyle) !== day;
    const isFirstUnread = message === firstUnread;
    if (isNewDay) {
      const relative = day === today ? "today" : day === yesterday ? "yesterday" : null;
      rows.push({ kind: "day", key: `day ${day}`, day, relative });
    }
    if (isFirstUnread) rows.push({ kind: "unread", key: "unread" });
    const startsRun = isNewDay || isFirstUnread || !previous || !continuesRun(previous, message);
    const folded = isNewDay ? undefined : fold(rows.at(-1), message);
    if (folded) rows[rows.length - 1] = folded;
    else rows.push({ kind: "message", key: message.id, message, startsRun });
    previous = message;
  }
  return rows;
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
  return { ...row, joined: [...row.joined, ...added.joined], left: [...row.left, ...added.left] };
}

function toPeopleRow({ id, authorId, event }: MessageView): (TimelineRow & { kind: "people" }) | undefined {
  if (event?.type === "joined") return { kind: "people", key: id, joined: [authorId], left: [] };
  if (event?.type === "left") return { kind: "people", key: id, joined: [], left: [authorId] };
  return undefined;
}
