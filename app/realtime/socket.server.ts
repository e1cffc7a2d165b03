import type { Server, Socket } from "socket.io";
import type { Actor } from "#app/domain/actor.ts";
import type { ClientEvents, ServerEvents } from "#app/shared/events.ts";

export interface SocketData {
  actor: Actor;
  /** The client's. */
  address: string;
  /** Its Accept-Language. */
  languages: string;
  /** Settles when the connection hears all of its rooms; no request is answered before. */
  ready: Promise<void>;
  /** When the session was last seen alive, in milliseconds of the epoch. */
  checkedAt: number;
}

export type ParleyServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;
export type ParleySocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;
