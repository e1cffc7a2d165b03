import type { NotifyLevel } from "./preferences.ts";
import type { ChannelView } from "./views.ts";

/** What the title of the page says of all conversations together. */
export interface Attention {
  /** Unread messages that name the person or are for them alone. */
  count: number;
  /** There is something else unread. */
  hasOther: boolean;
}

/**
 * What wants the person's attention. Conversations that they have muted, or of which they want to hear nothing, count for
 * nothing, and neither does the one that they are looking at.
 */
export function countAttention(
  channels: Iterable<Pick<ChannelView, "id" | "kind" | "archivedAt" | "membership">>,
  accountLevel: NotifyLevel,
  lookedAtId?: string,
): Attention {
  let [count, hasOther] = [0, false];
  for (const { id, kind, archivedAt, membership } of channels) {
    if (!membership || archivedAt || membership.muted || id === lookedAtId) continue;
    if ((membership.notifyLevel ?? accountLevel) === "nothing") continue;
    const isForPerson = kind === "direct" && membership.notifyLevel !== "mentions";
    const wanted = isForPerson ? membership.unread : membership.mentions;
    count += wanted;
    if (membership.unread > wanted) hasOther = true;
  }
  return { count, hasOther };
}
