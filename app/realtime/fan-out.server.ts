import type { Server } from "socket.io";
import { createShardedAdapter } from "@socket.io/redis-adapter";
import { hearNews, type Broadcast } from "#app/platform/broadcast.server.ts";
import { keyValue, keyValueSubscriber } from "#app/platform/keyvalue/index.server.ts";
import { createTurn, type Act } from "./turn.server.ts";

/**
 * How the socket servers of several processes talk; nothing without Redis. The sharded adapter, because the classic one
 * leaves failed commands unhandled, so that a lost Redis would end the process (tried on 8.3.0). "static", because one
 * subscription that is always there misses nothing that is told while a room is being entered.
 */
export function createClusterAdapter() {
  const [publisher, subscriber] = [keyValue(), keyValueSubscriber()];
  if (!publisher || !subscriber) return undefined;
  // Installations that share a Redis differ by the number of their database, which subscriptions do not look at.
  const channelPrefix = `parley:${publisher.options.db ?? 0}`;
  return createShardedAdapter(publisher, subscriber, { channelPrefix, subscriptionMode: "static" });
}

/**
 * Acts on the connections of every process, at the end of each turn. Here at once and whatever Redis does, since the
 * adapter's own broadcast waits for Redis first; elsewhere by one message for the turn on one channel, so that everything
 * happens in the order in which it was asked for. The domain checks which payload goes with which event; here they are
 * only carried.
 */
export function createBroadcast(io: Server): Broadcast {
  const here = createLocalBroadcast(io);
  const [publisher, subscriber] = [keyValue(), keyValueSubscriber()];
  if (!publisher || !subscriber) return createTurn((acts) => acts.forEach((act) => perform(here, act)));

  io.on("acts", (acts: Act[]) => {
    for (const act of acts) {
      if (act[0] === "tell") hearNews(act[1], act[2]);
      else perform(here, act);
    }
  });
  // What was told while a connection was lost is not told again: clients come back and catch up from the database, and
  // sessions that have ended meanwhile are not let in.
  subscriber.on("ready", () => reconnectClients(io));
  publisher.on("ready", () => io.serverSideEmit("missed"));
  io.on("missed", () => reconnectClients(io));
  return createTurn((acts) => {
    for (const act of acts) perform(here, act);
    const elsewhere = acts.filter((act) => act[0] !== "emit" || !act[4]?.isLocal);
    if (elsewhere.length > 0) io.serverSideEmit("acts", elsewhere);
  });
}

function perform(broadcast: Broadcast, [name, ...args]: Act): void {
  (broadcast[name] as (...given: unknown[]) => void)(...args);
}

function createLocalBroadcast(io: Server): Broadcast {
  return {
    emit: (rooms, event, payload, { except } = {}) =>
      void io.local
        .to(rooms)
        .except(except ?? [])
        .emit(event, payload),
    join: (room, target) => io.local.in(room).socketsJoin(target),
    leave: (room, target) => io.local.in(room).socketsLeave(target),
    reconnect: (rooms) => {
      const { adapter, sockets } = io.sockets;
      for (const room of rooms) for (const id of adapter.rooms.get(room) ?? []) sockets.get(id)?.conn.close();
    },
    close: (room, event, payload) => {
      io.local.to(room).emit(event, payload);
      io.local.in(room).disconnectSockets(true);
    },
    tell: () => {},
  };
}

/** Clients take a lost connection for a reason to reconnect, and a goodbye for one to stay away. */
function reconnectClients(io: Server): void {
  for (const socket of io.sockets.sockets.values()) socket.conn.close();
}
