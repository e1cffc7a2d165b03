import type { MessageView, ReminderView, UserView } from "./views.ts";

/** What the outside sees of what people are called to, and what they keep. */

/** Something that was meant for the reader: they were named, a thread went on, or they wanted to be reminded. */
export type InboxItem =
  | { kind: "mention" | "reply"; at: string; isUnread: boolean; message: MessageView }
  | { kind: "reminder"; at: string; isUnread: boolean; reminder: ReminderView };

export interface InboxPage {
  /** Newest first. */
  items: InboxItem[];
  users: UserView[];
  /** Pass it on as `before` to go on; null at the end. */
  cursor: string | null;
}

export interface SavedPage {
  /** Last saved first. */
  items: { message: MessageView; savedAt: string }[];
  users: UserView[];
  cursor: string | null;
}
