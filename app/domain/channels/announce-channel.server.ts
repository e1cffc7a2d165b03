import { eq } from "drizzle-orm";
import { channels } from "#app/db/schema/index.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { selectChannelViews } from "./channel-view.server.ts";

/** Nobody's id: what a room is told must not hold one person's own membership. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** After commit: tells the members that something about the channel itself changed, such as how many they are. */
export async function announceChannel(channelId: string): Promise<void> {
  const [channel] = await selectChannelViews(NOBODY, eq(channels.id, channelId));
  if (channel) announceToChannel(channelId, "channel:changed", { channel });
}
