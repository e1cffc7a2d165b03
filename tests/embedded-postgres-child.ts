// A process that owns an embedded PostgreSQL, for tests that kill it: <folder>. Prints one line of JSON, the url or
// the error; SIGTERM stops it.
import { startEmbeddedPostgres } from "#app/platform/postgres/embedded.server.ts";

const [folder = ""] = process.argv.slice(2);

try {
  const server = await startEmbeddedPostgres({
    folder,
    database: "parley_test",
    log: (message) => process.stderr.write(`${message}\n`),
  });
  // In place of the HTTP server that keeps Parley running while its database is away.
  const life = setInterval(() => {}, 60_000);
  process.once("SIGTERM", () => {
    clearInterval(life);
    void server.stop();
    void server.stop().then(() => process.stderr.write("stopped\n"));
  });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
} catch (error) {
  const { name, message } = error as Error;
  process.stdout.write(`${JSON.stringify({ name, message })}\n`);
  process.exitCode = 1;
}
