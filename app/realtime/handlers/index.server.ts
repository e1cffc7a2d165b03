import type { Requests } from "#app/shared/events.ts";
import { channelHandlers } from "./channels.server.ts";
import type { Handler } from "./handler.server.ts";
import { messageHandlers } from "./messages.server.ts";
import { personalHandlers } from "./personal.server.ts";
import { presenceHandlers } from "./presence.server.ts";
import { userHandlers } from "./users.server.ts";

/** Every request that a socket answers. */
export const handlers: Record<keyof Requests, Handler<never, unknown>> = {
  ...messageHandlers,
  ...channelHandlers,
  ...personalHandlers,
  ...presenceHandlers,
  ...userHandlers,
};
