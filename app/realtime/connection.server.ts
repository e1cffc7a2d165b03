import type { Actor } from "#app/domain/actor.ts";
import { channelRoom, sessionRoom, userRoom } from "#app/domain/announcements/announce.server.ts";
import { findChannelIdsOf } from "#app/domain/memberships/list-members.server.ts";
import { countConnection } from "#app/domain/presence/presence.server.ts";
import { findSessionByAccessToken, findSessionById } from "#app/domain/sessions/find-session.server.ts";
import { isSameOrigin } from "#app/doors/same-origin.server.ts";
import { findHandshakeActor } from "#app/doors/session-cookies.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { answerSocketRequest, toSocketError } from "./socket-door.server.ts";
import type { ParleySocket } from "./socket.server.ts";

/** Decides whether a handshake may connect; the refusal reaches the client as `connect_error` with `data.code`. */
export async function authenticateSocket(socket: ParleySocket, next: (error?: Error) => void): Promise<void> {
  try {
    await consumeLimit("handshake by address", socket.handshake.address);
    const actor = await findActor(socket);
    if (!actor) throw new AppError("unauthenticated");
    socket.data.actor = actor;
    socket.data.checkedAt = Date.now();
    next();
  } catch (error) {
    const problem = toSocketError(error, createId());
    next(Object.assign(new Error(problem.detail), { data: problem }));
  }
}

function findActor(socket: ParleySocket): Promise<Actor | null> {
  const { auth, headers } = socket.handshake;
  if (typeof auth["token"] === "string") return findSessionByAccessToken(auth["token"]);
  // Cookies come along from any site; a token has to be known.
  if (!isSameOrigin(headers)) throw new AppError("forbidden", { key: "errors.cross_site" });
  return findHandshakeActor(headers.cookie);
}

/** Wires a connection that was let in: its requests, its rooms, its place in presence. */
export function connectSocket(socket: ParleySocket): void {
  socket.onAny((event: string, payload: unknown, acknowledge: unknown) => {
    answerSocketRequest(socket, event, payload, acknowledge);
  });
  socket.on("disconnect", countConnection(socket.data.actor.userId));
  socket.data.ready = enterRooms(socket);
  // Whoever awaits `ready` gets the error; without a listener it would end the process.
  socket.data.ready.catch((error: unknown) => {
    logger().error(
      { door: "socket", type: error instanceof Error ? error.name : typeof error },
      "could not enter rooms",
    );
    socket.disconnect(true);
  });
}

/**
 * Joins the rooms of a connection. Memberships and sessions may change while they are being read: the person's own room
 * comes first, so that a later join finds this connection, and what ended meanwhile is seen by reading again.
 */
async function enterRooms(socket: ParleySocket): Promise<void> {
  const { userId, sessionId } = socket.data.actor;
  await socket.join([userRoom(userId), sessionRoom(sessionId)]);
  const found = await findChannelIdsOf(userId);
  await socket.join(found.map(channelRoom));
  const [current, actor] = await Promise.all([findChannelIdsOf(userId), findSessionById(sessionId)]);
  const left = found.filter((channelId) => !current.includes(channelId));
  for (const channelId of left) await socket.leave(channelRoom(channelId));
  if (actor) return;
  socket.emit("session:ended", { reason: "ended" });
  socket.disconnect(true);
}
