import type { Actor } from "#app/domain/actor.ts";
import { channelRoom, sessionRoom, userRoom } from "#app/domain/announcements/announce.server.ts";
import { findChannelIdsOf } from "#app/domain/memberships/list-members.server.ts";
import { findExtraRooms } from "#app/domain/memberships/receipt-rooms.server.ts";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { enterPresence, leavePresence } from "#app/domain/presence/run-presence.server.ts";
import { findSessionByAccessToken, findSessionById } from "#app/domain/sessions/find-session.server.ts";
import { findClientAddress } from "#app/doors/client-address.server.ts";
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
    const address = findClientAddress(socket.request);
    await consumeLimit("handshake by address", address);
    const actor = await findActor(socket);
    if (!actor) throw new AppError("unauthenticated");
    refuseRestricted(actor);
    socket.data.actor = actor;
    socket.data.address = address;
    socket.data.languages = socket.handshake.headers["accept-language"] ?? "";
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
  socket.onAny((event: string, ...sent: unknown[]) => {
    // The acknowledgement comes last, also behind a payload that was left out.
    const acknowledge = typeof sent.at(-1) === "function" ? sent.pop() : undefined;
    answerSocketRequest(socket, event, sent[0], acknowledge);
  });
  forgetHandshake(socket);
  const { userId } = socket.data.actor;
  // This reason means that the session has ended.
  socket.on("disconnect", (reason) =>
    leavePresence(userId, socket.id, { isFinal: reason === "server namespace disconnect" }),
  );
  socket.data.ready = Promise.all([enterPresence(userId, socket.id), enterRooms(socket)]).then(() => {});
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
 * What is needed of the handshake is in `socket.data`. Its headers and token would stay in memory as long as the connection:
 * Engine.IO's closures hold the request itself, which therefore is emptied rather than dropped (1.2 kB each; measured).
 */
function forgetHandshake({ request, handshake }: ParleySocket): void {
  Object.assign(request, { headers: {}, rawHeaders: [] });
  Object.assign(handshake, { headers: {}, auth: {} });
}

/**
 * Joins the rooms of a connection. Memberships and sessions may change while they are being read: the person's own room
 * comes first, so that a later change finds this connection, and the rooms are right once reading again finds nothing new.
 */
async function enterRooms(socket: ParleySocket): Promise<void> {
  const { userId, sessionId } = socket.data.actor;
  await socket.join([userRoom(userId), sessionRoom(sessionId)]);
  let entered = new Set<string>();
  for (;;) {
    const current = new Set(await findChannelIdsOf(userId));
    if (entered.symmetricDifference(current).size === 0) break;
    for (const channelId of entered.difference(current)) await socket.leave(channelRoom(channelId));
    await socket.join([...current.difference(entered)].map(channelRoom));
    entered = current;
  }
  await socket.join(await findExtraRooms(userId));
  const actor = await findSessionById(sessionId);
  if (actor) {
    // What the person may do can have changed before this connection was in a room that would have been told.
    socket.data.actor = actor;
    if (!actor.restriction) return;
    // Requests that wait for the rooms look again, too.
    socket.data.checkedAt = 0;
    socket.conn.close();
    return;
  }
  socket.data.checkedAt = 0;
  socket.emit("session:ended", { reason: "ended" });
  socket.disconnect(true);
}
