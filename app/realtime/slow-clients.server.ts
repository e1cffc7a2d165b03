import type { Server } from "socket.io";
import { logger } from "#app/platform/logger.server.ts";
import { SECOND } from "#app/shared/time.ts";

/** More than the largest answer to `sync` can be, so that a slow client that takes what it asked for is left alone. */
const BUFFERED_MAX_BYTES = 16 * 1024 * 1024;
const LOOK_EVERY = SECOND;

/** The parts of an Engine.IO socket that say how much waits to be sent; `ws` itself is not in its types. */
interface EngineSocket {
  writeBuffer: { data?: { length: number } }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
}

/**
 * Cuts the connection of a client that takes nothing any more while things are sent to it, before what waits for it fills
 * the memory that all share. It may come back and ask for what it missed. Too much once may be a burst that is on its way;
 * twice in a row it is not.
 */
export function cutSlowClients(io: Server, { max = BUFFERED_MAX_BYTES } = {}): void {
  let suspects = new Set<EngineSocket>();
  setInterval(() => {
    const slow = new Set<EngineSocket>();
    for (const socket of io.sockets.sockets.values()) {
      const conn = socket.conn as unknown as EngineSocket;
      if (countWaiting(conn) > max) slow.add(conn);
    }
    for (const { transport } of slow.intersection(suspects)) {
      logger().warn({ door: "socket" }, "a client that takes nothing any more was disconnected");
      // No goodbye: it would have to wait behind everything else.
      transport.socket?.terminate();
    }
    suspects = slow;
  }, LOOK_EVERY).unref();
}

/** Bytes, near enough. */
function countWaiting({ transport, writeBuffer }: EngineSocket): number {
  const queued = writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  return (transport.socket?.bufferedAmount ?? 0) + queued;
}
