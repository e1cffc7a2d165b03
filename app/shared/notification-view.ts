import type { NotifyReason } from "./notify-decision.ts";
import type { NotifyLevel } from "./preferences.ts";

/** Why somebody was told of a message when it was written, or was not, by their settings of today. */
export interface NotificationView {
  messageId: string;
  notifies: boolean;
  reason: NotifyReason;
  /** What the decision went by. Times are as in the person's own view. */
  settings: {
    accountLevel: NotifyLevel;
    channelLevel: NotifyLevel | null;
    muted: boolean;
    isBusy: boolean;
    quietFrom: string | null;
    quietUntil: string | null;
    /** Where the quiet hours are. */
    timeZone: string;
    /** The last snooze, also one that is over. */
    snoozedAt: string | null;
    snoozedUntil: string | null;
  };
}
