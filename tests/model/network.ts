// A network between the domain and model clients that loses, delays, doubles and reorders what it carries.
import { userRoom } from "#app/domain/announcements/announce.server.ts";
import type { Broadcast } from "#app/platform/broadcast.server.ts";
import type { ModelClient } from "./client.ts";

/** A broadcast to these clients, as Socket.IO carries it: by rooms, in the order of what was asked for. */
export function createNetwork(clients: ModelClient[]): Broadcast {
  const inRoom = (room: string) => clients.filter((client) => client.rooms.has(room));
  return {
    emit(rooms, event, payload, { except } = {}) {
      const excepted = new Set(except ? inRoom(except) : []);
      const reached = new Set([rooms].flat().flatMap(inRoom));
      for (const client of reached) if (!excepted.has(client)) client.hear(event, payload);
    },
    join(room, target) {
      for (const client of inRoom(room)) client.rooms.add(target);
    },
    leave(room, target) {
      for (const client of inRoom(room))
        if (target !== userRoom(client.person.id)) client.rooms.delete(target);
    },
    reconnect() {},
    close() {},
    tell() {},
  };
}
