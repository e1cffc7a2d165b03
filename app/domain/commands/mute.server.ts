import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { answerWith, type Command } from "./command.server.ts";

/** /mute: mutes the channel, or lets it be heard again. */
export const mute: Command = async (actor, { channelId }) => {
  const membership = await db().query.memberships.findFirst({
    columns: { muted: true },
    where: and(eq(memberships.channelId, channelId), eq(memberships.userId, actor.userId)),
  });
  const { muted } = await setMembership(actor, channelId, { muted: !membership?.muted });
  return answerWith(muted ? "muted" : "unmuted");
};
