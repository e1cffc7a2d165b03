import { createServer } from "node:http";
import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { Runtime } from "./app/runtime.server.ts";

/*
 * Starts Parley: `node server.ts` serves the build, `node server.ts dev` the sources through Vite, and
 * `node server.ts migrate` brings the database up to date and exits.
 *
 * This file imports no value from app/: the build holds its own copy of every module, and a second one would open a
 * second pool and a second socket server. What it needs of the app is `runtime`, which the build's entry module exports.
 */
const root = import.meta.dirname;
const command = process.argv[2] ?? "serve";
const isDevelopment = command === "dev";
process.env["NODE_ENV"] ||= isDevelopment ? "development" : "production";

const vite = isDevelopment ? await startVite() : undefined;

async function startVite() {
  const { createServer: createViteServer } = await import("vite");
  return createViteServer({ server: { middlewareMode: true } });
}

async function loadBuild(): Promise<ServerBuild> {
  const build = vite
    ? await vite.ssrLoadModule("virtual:remix/server-build")
    : ((await import(join(root, "build/server/index.js"))) as unknown);
  return build as ServerBuild;
}

async function loadRuntime(): Promise<Runtime> {
  return ((await loadBuild()).entry.module as unknown as { runtime: Runtime }).runtime;
}

/**
 * Milliseconds for which an idle connection stays open: longer than the minute of common proxies, which would otherwise
 * send a request into a connection that Node is just closing, and answer it with 502.
 */
const KEEP_ALIVE = 75_000;

const runtime = await loadRuntime();
let stoppingSince: number | undefined;

async function main(): Promise<void> {
  if (command === "migrate") return runtime.migrate({ root });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE });
  stopOnSignals(server);
  const { port, host, url, trustProxy } = await runtime.start({ root });

  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustProxy);
  app.use(compression(), runtime.createSecurityHeaders());
  serveAssets(app);
  app.use(...runtime.createMiddleware());
  const answer = createRequestHandler({
    build: vite ? loadBuild : await loadBuild(),
    getLoadContext: async (request, response) => (await loadRuntime()).createLoadContext(request, response),
  });
  app.all("*", (request, response, next) => void answer(request, response, next));
  app.use(runtime.answerError);

  server.on("request", app);
  runtime.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  console.log(`Parley is ready at ${url}`);
}

function serveAssets(app: express.Express): void {
  if (vite) {
    app.use(vite.middlewares);
    // Gets rid of the one that a build left in the browser.
    app.use("/sw.js", (_request, response) => void response.sendStatus(404));
    return;
  }
  // Their names carry a hash of their content, so a browser may keep them for ever.
  app.use("/assets", express.static(join(root, "build/client/assets"), { immutable: true, maxAge: "1y" }));
  app.use("/assets", (_request, response) => void response.sendStatus(404));
  // A browser looks here for a new version, so nothing in between may keep it.
  const worker = { cacheControl: false, headers: { "Cache-Control": "no-cache" } };
  app.get("/sw.js", (_request, response) => response.sendFile(join(root, "build/client/sw.js"), worker));
  app.use(express.static(join(root, "build/client"), { maxAge: "1h" }));
}

/**
 * SIGINT and SIGTERM: no new connections, answer what is under way, then close the back ends. A later one insists; one
 * within two seconds is the same Ctrl-C, which reaches us from the terminal and once more through npm.
 */
function stopOnSignals(server: ReturnType<typeof createServer>): void {
  async function stop(): Promise<void> {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > 2000) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    const closed = new Promise((resolve) => (server.listening ? server.close(resolve) : resolve(undefined)));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 4000).unref();
    await runtime.drainSockets();
    await closed;
    await vite?.close();
    await runtime.stop();
    process.exit(0);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => {
        console.error(runtime.explainFailure(error));
        process.exit(1);
      });
    });
  }
}

main().catch(async (error: unknown) => {
  // Stopped while it was starting: what broke off is what was asked for, and `stop` ends the process.
  if (stoppingSince !== undefined) return;
  console.error(runtime.explainFailure(error));
  await runtime.stop().catch(() => {});
  process.exit(1);
});
