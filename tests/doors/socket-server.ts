import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { withDatabase } from "#tests/database.ts";
import { runtime } from "#app/runtime.server.ts";
import { setServerUrl } from "./server-address.ts";
import { closeSockets } from "./socket-client.ts";

/** Serves sockets only, which is quicker to start than every door, on a database of its own. */
export function withSocketServer(): void {
  withDatabase();
  const server = createServer();

  beforeAll(async () => {
    runtime.attach(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    setServerUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  afterAll(async () => {
    closeSockets();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}
