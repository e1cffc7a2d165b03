import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { answer, type Command } from "./command.server.ts";

/** /leave: leaves the channel it is written in. */
export const leave: Command = async (actor, { channelId }) => {
  await leaveChannel(actor, channelId);
  return answer({ path: "/" });
};
