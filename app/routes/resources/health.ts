import { readHealth } from "#app/domain/health/read-health.server.ts";

/** 200 with every back end's state, 503 where a needed one is down. */
export async function loader() {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
