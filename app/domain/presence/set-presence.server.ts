import type { Actor } from "#app/domain/actor.ts";
import { setBusy } from "#app/domain/users/busy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { spreadBusy } from "./busy.server.ts";
import type { PresenceStatus } from "./presence.schema.ts";
import { setConnectionStatus } from "./presence.server.ts";

/**
 * "away" and "online" are said of one connection. "busy" is said of the person, on every device and until they set "online"
 * on any. Throws `rate_limited`.
 */
export async function setPresence(actor: Actor, connectionId: string, status: PresenceStatus): Promise<void> {
  await consumeLimit("presence by user", actor.userId);
  setConnectionStatus(actor.userId, connectionId, status === "away" ? "away" : "online");
  if (status === "away") return;
  if (await setBusy(actor.userId, status === "busy")) await spreadBusy(actor.userId);
}
