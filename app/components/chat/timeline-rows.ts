import { formatDay } from "#app/shared/dates.ts";
import { DAY, MINUTE } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";

/** Further messages of one author within this time belong to the same run. */
const RUN_WITHIN = 5 * MINUTE;

export type TimelineRow =
  | { kind: "day"; key: string; day: string; relative: "today" | "yesterday" | null }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: MessageView; startsRun: boolean };

interface RowOptions {
  timeZone: string;
  /** What counts as today: ISO 8601. */
  now: string;
  /** Messages after this number were new when the conversation was opened; undefined for no line. */
  unreadAfter: number | undefined;
}

/** The rows of a timeline: messages, with a line before each new day and before the first unread one. */
export function arrangeRows(
  messages: MessageView[],
  { timeZone, now, unreadAfter }: RowOptions,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const today = formatDay(now, timeZone);
  const yesterday = formatDay(new Date(Date.parse(now) - DAY).toISOString(), timeZone);
  let previous: MessageView | undefined;
  for (const message of messages) {
    const day = formatDay(message.createdAt, timeZone);
    const isNewDay = !previous || formatDay(previous.createdAt, timeZone) !== day;
    const isFirstUnread = unreadAfter !== undefined && message.seq === unreadAfter + 1;
    if (isNewDay) {
      const relative = day === today ? "today" : day === yesterday ? "yesterday" : null;
      rows.push({ kind: "day", key: `day ${day}`, day, relative });
    }
    if (isFirstUnread) rows.push({ kind: "unread", key: "unread" });
    const startsRun = isNewDay || isFirstUnread || !previous || !continuesRun(previous, message);
    rows.push({ kind: "message", key: message.id, message, startsRun });
    previous = message;
  }
  return rows;
}

function continuesRun(previous: MessageView, message: MessageView): boolean {
  const isSameAuthor = previous.authorId === message.authorId && previous.kind === message.kind;
  return isSameAuthor && Date.parse(message.createdAt) - Date.parse(previous.createdAt) < RUN_WITHIN;
}
