import { join } from "node:path";
import type { Server as HttpServer } from "node:http";
import { connectDatabase, disconnectDatabase } from "#app/db/client.server.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import "#app/domain/job-list.server.ts";
import { stopPresence } from "#app/domain/presence/run-presence.server.ts";
import { endExpiredSessions } from "#app/domain/sessions/end-session.server.ts";
import { createLoadContext } from "#app/doors/load-context.server.ts";
import { createErrorAnswer, createMiddleware, createSecurityHeaders } from "#app/doors/middleware.server.ts";
import { describeForLog } from "#app/doors/problem.server.ts";
import { appUrl, backends, env, EnvError } from "#app/platform/env.server.ts";
import { startJobs, stopJobs } from "#app/platform/jobs/workers.server.ts";
import { connectKeyValue, disconnectKeyValue } from "#app/platform/keyvalue/index.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { closeMailer } from "#app/platform/mailer/index.server.ts";
import { DatabaseStartError } from "#app/platform/postgres/embedded.server.ts";
import { startPostgres, type PostgresServer } from "#app/platform/postgres/index.server.ts";
import { sessionSecrets } from "#app/platform/secrets.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { renderPlainError } from "./plain-error.server.tsx";
import { createSocketServer } from "#app/realtime/server.server.ts";
import type { ParleyServer } from "#app/realtime/socket.server.ts";
import { drainSocketRequests } from "#app/realtime/socket-door.server.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";

const state = singleton("runtime", () => ({
  postgres: undefined as Promise<PostgresServer> | undefined,
  sockets: undefined as ParleyServer | undefined,
  sweep: undefined as NodeJS.Timeout | undefined,
}));

/** All that server.ts may use of the app. It reaches it through the build, never by an import of its own. */
export const runtime = {
  /** Checks the environment, starts the back ends, migrates. `root` is the folder of the repository. */
  async start({ root }: { root: string }) {
    const { PORT, HOST, TRUST_PROXY, RATE_LIMIT_SCALE, NODE_ENV } = env();
    logger().info({ door: "boot", ...backends(), mode: NODE_ENV }, "back ends");
    if (RATE_LIMIT_SCALE === 0) logger().warn({ door: "boot" }, "RATE LIMITS ARE OFF (RATE_LIMIT_SCALE=0)");
    await connectKeyValue();
    await migrateAndConnect(root);
    sessionSecrets();
    await startJobs();
    state.sweep = setInterval(() => {
      endExpiredSessions().catch((error: unknown) =>
        logger().error({ err: describeForLog(error) }, "session sweep failed"),
      );
    }, MINUTE).unref();
    return { port: PORT, host: HOST, url: appUrl(), trustProxy: TRUST_PROXY };
  },

  /**
   * Brings the database at DATABASE_URL up to date and stops: the release command of a deployment. An embedded one is
   * migrated when it starts; without DATABASE_URL this would migrate a database that nobody will ever use.
   */
  async migrate({ root }: { root: string }) {
    if (!env().DATABASE_URL)
      throw new EnvError("DATABASE_URL: needed to migrate. Name the database to bring up to date.");
    await migrateAndConnect(root);
    await runtime.stop();
  },

  createSecurityHeaders,
  createMiddleware,
  createLoadContext,
  answerError: createErrorAnswer(renderPlainError),

  /** Lets sockets in through this HTTP server. */
  attach(server: HttpServer) {
    state.sockets = createSocketServer();
    state.sockets.attach(server);
  },

  /** Answers what is under way, then closes every socket in a way that makes clients reconnect elsewhere. */
  async drainSockets() {
    await drainSocketRequests(3 * SECOND);
    await state.sockets?.close();
  },

  /** Ends the jobs that run here, closes the connections and stops an embedded PostgreSQL. */
  async stop() {
    clearInterval(state.sweep);
    await stopPresence();
    await stopJobs();
    await closeMailer();
    disconnectKeyValue();
    await disconnectDatabase(2);
    // Stopped while it was starting, it is still waited for: nobody else would end it.
    const postgres = await state.postgres?.catch(() => undefined);
    await postgres?.stop();
  },

  /** One plain text for whoever started Parley, when it could not start. */
  explainFailure(error: unknown): string {
    const isExpected = error instanceof EnvError || error instanceof DatabaseStartError;
    if (isExpected) return error.message;
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      return `Port ${env().PORT} is in use by another program. Stop it, or set PORT to another number.`;
    }
    return `Parley could not start.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  },
};

async function migrateAndConnect(root: string): Promise<void> {
  state.postgres = startPostgres();
  const { url } = await state.postgres;
  await migrateDatabase(url, join(root, "drizzle"));
  connectDatabase(url);
}

export type Runtime = typeof runtime;
