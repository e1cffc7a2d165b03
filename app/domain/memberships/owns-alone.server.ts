import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { requireAnotherOwner } from "./membership.policy.server.ts";

/** Whether the actor is the last owner of a channel in which there are others, and so cannot leave it. */
export async function ownsAlone(actor: Actor, channel: ChannelView): Promise<boolean> {
  if (channel.membership?.role !== "owner" || channel.memberCount < 2) return false;
  try {
    await requireAnotherOwner(db(), channel.id, actor.userId);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return true;
    throw error;
  }
}
