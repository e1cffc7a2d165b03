import type { timelines } from "#app/db/schema/index.ts";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import { HOUR, SECOND } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";

type Timeline = Pick<typeof timelines.$inferSelect, "channelId" | "version">;

/** So that channels that nobody opens take no room. */
const KEPT_FOR = HOUR / SECOND;

/** The number is to be raised when views of messages change: two releases may run on one Redis. */
const toKey = ({ channelId }: Timeline) => `parley:newest-page:1:${channelId}`;

/**
 * The channel's newest page as somebody has read it, if that was at the same version: every visible change raises the
 * version, so it cannot be out of date. Nothing without a Redis, while it is lost, and where it holds something else.
 */
export async function recallNewestPage(timeline: Timeline): Promise<MessageView[] | undefined> {
  try {
    const kept = await keyValue()?.get(toKey(timeline));
    if (!kept?.startsWith(`${timeline.version} `)) return undefined;
    return JSON.parse(kept.slice(kept.indexOf(" "))) as MessageView[];
  } catch {
    return undefined;
  }
}

/** Keeps it for the next reader, who does not have to wait for that. There is nothing personal in it. */
export function keepNewestPage(timeline: Timeline, page: MessageView[]): void {
  const kept = `${timeline.version} ${JSON.stringify(page)}`;
  keyValue()
    ?.set(toKey(timeline), kept, "EX", KEPT_FOR)
    .catch(() => {});
}
