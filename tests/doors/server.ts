import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequestHandler } from "@remix-run/express";
import express from "express";
import { afterAll, beforeAll } from "vitest";
import { withDatabase } from "#tests/database.ts";
import { runtime } from "#app/runtime.server.ts";
import { createServerBuild } from "./build.ts";
import { setServerUrl } from "./server-address.ts";
import { closeSockets } from "./socket-client.ts";

/** Serves every door of Parley over real HTTP for this test file, as server.ts does, on a database of its own. */
export function withServer(): void {
  withDatabase();
  const app = express();
  const server = createServer(app);

  beforeAll(async () => {
    app.use(...runtime.createMiddleware());
    const answer = createRequestHandler({
      build: await createServerBuild(),
      getLoadContext: runtime.createLoadContext,
    });
    app.all("*", (request, response, next) => void answer(request, response, next));
    app.use(runtime.answerError);
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
