import { createServer } from "node:http";
import { connect as connectTo, type AddressInfo, type Socket as TcpSocket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { cutSlowClients } from "#app/realtime/slow-clients.server.ts";
import { captureLog } from "#tests/log.ts";

const KILOBYTE = "x".repeat(1024);
const http = createServer();
let server: Server;
let healthy: Socket;
let port: number;

beforeEach(async () => {
  captureLog();
  server = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  cutSlowClients(server, { max: 1024 * 1024 });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  ({ port } = http.address() as AddressInfo);
  healthy = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], reconnection: false });
  await new Promise<void>((resolve) => void healthy.on("connect", resolve));
});

afterEach(async () => {
  healthy.disconnect();
  await server.close();
});

/** Connects as a client does, and then reads nothing any more. */
async function connectStalled(): Promise<TcpSocket> {
  const socket = connectTo(port, "127.0.0.1");
  const isConnected = new Promise<void>((resolve) => server.once("connection", () => resolve()));
  socket.on("error", () => socket.destroy());
  socket.write(
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: parley\r\nConnection: Upgrade\r\n" +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  // The text "40" in a masked frame: enter the main namespace.
  socket.once("data", () => {
    socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
    socket.pause();
  });
  await isConnected;
  return socket;
}

test("a client that takes nothing is cut once too much waits for it, and others get everything", async () => {
  const stalled = await connectStalled();
  let received = 0;
  healthy.on("news", () => received++);
  const gone: string[] = [];
  for (const socket of server.sockets.sockets.values()) socket.on("disconnect", () => gone.push(socket.id));

  let sent = 0;
  // The kernel's own buffers take some megabytes before anything waits here.
  while (gone.length === 0) {
    for (let times = 0; times < 500; times++, sent++) server.emit("news", KILOBYTE);
    await expect.poll(() => received, { timeout: 10_000 }).toBe(sent);
  }
  expect(gone).toHaveLength(1);
  expect(healthy.connected).toBe(true);
  expect(gone).not.toContain(healthy.id);
  stalled.destroy();
});
