import { Server } from "socket.io";
import { startPresence } from "#app/domain/presence/run-presence.server.ts";
import { describeForLog } from "#app/doors/problem.server.ts";
import { setBroadcast } from "#app/platform/broadcast.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { authenticateSocket, connectSocket } from "./connection.server.ts";
import { createBroadcast, createClusterAdapter } from "./fan-out.server.ts";
import { cutSlowClients } from "./slow-clients.server.ts";
import type { ParleyServer } from "./socket.server.ts";

/** Replaced each time this module is evaluated, so that in development an edit applies to new sockets. */
const doors = singleton("socket doors", () => ({ authenticateSocket, connectSocket }));
Object.assign(doors, { authenticateSocket, connectSocket });

/** Frames beyond this many bytes close the connection; below it, too much text is answered with `too_large`. */
const FRAME_MAX_BYTES = 2.5 * 1024 * 1024;

/**
 * The one Socket.IO server of this process, and the domain's way to reach connected clients, also those of the other
 * processes where the key-value store is connected before this.
 */
export function createSocketServer(): ParleyServer {
  return singleton("socket server", () => {
    const io: ParleyServer = new Server({
      path: "/socket.io",
      transports: ["websocket"],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: FRAME_MAX_BYTES,
      adapter: createClusterAdapter(),
    });
    io.use((socket, next) => void doors.authenticateSocket(socket, next));
    io.on("connection", (socket) => doors.connectSocket(socket));
    setBroadcast(createBroadcast(io));
    cutSlowClients(io);
    void startPresence((error) =>
      logger().error({ door: "presence", err: describeForLog(error) }, "presence failed"),
    );
    return io;
  });
}
