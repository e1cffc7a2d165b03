import { z } from "zod";
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { CHANNEL_TOPIC_MAX } from "#app/shared/limits.ts";
import { line, parseInput } from "#app/shared/schemas.ts";
import { answer, requireArgs, type Command } from "./command.server.ts";

/** Named as what it comes from, so that the error is shown there. */
const topicSchema = z.object({ text: line(CHANNEL_TOPIC_MAX, { required: true }) });

/** /topic text: the channel tells its new topic by itself. */
export const setTopic: Command = async (actor, call) => {
  const { text: topic } = parseInput(topicSchema, { text: requireArgs(call) });
  await updateChannel(actor, call.channelId, { topic });
  return answer();
};
