import { singleton } from "#app/platform/singleton.server.ts";
import type { Presence } from "#app/shared/views.ts";

const connections = singleton("presence", () => new Map<string, number>());

/** Counts a new connection of the person. The returned function takes it back, once. */
export function countConnection(userId: string): () => void {
  connections.set(userId, (connections.get(userId) ?? 0) + 1);
  let counted = true;
  return () => {
    if (!counted) return;
    counted = false;
    const left = (connections.get(userId) ?? 1) - 1;
    if (left > 0) connections.set(userId, left);
    else connections.delete(userId);
  };
}

/** Online while at least one connection to this process is open. */
export function findPresence(userId: string): Presence {
  return connections.has(userId) ? "online" : "offline";
}
