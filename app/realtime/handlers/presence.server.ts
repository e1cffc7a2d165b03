import { channelIdSchema } from "#app/domain/channels/channels.schema.ts";
import { setPresenceSchema } from "#app/domain/presence/presence.schema.ts";
import { setPresence } from "#app/domain/presence/set-presence.server.ts";
import { startTyping } from "#app/domain/typing/start-typing.server.ts";
import { stopTyping } from "#app/domain/typing/stop-typing.server.ts";
import { handler } from "./handler.server.ts";

export const presenceHandlers = {
  "presence:set": handler("presence:set", setPresenceSchema, async (actor, { status }, { connectionId }) => {
    await setPresence(actor, connectionId, status);
    return null;
  }),
  "typing:start": handler("typing:start", channelIdSchema, async (actor, { channelId }) => {
    await startTyping(actor, channelId);
    return null;
  }),
  "typing:stop": handler("typing:stop", channelIdSchema, async (actor, { channelId }) => {
    await stopTyping(actor, channelId);
    return null;
  }),
};
