import { logger } from "#app/platform/logger.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { SECOND } from "#app/shared/time.ts";

/** Somebody waits for the answer, in front of an empty page. */
export const PROVIDER_TIMEOUT = 10 * SECOND;

/**
 * The JSON that a provider answers. Redirects are not followed: they could carry the client's secret to another host.
 * Throws `unavailable` when there is no such answer in time, `forbidden` when the provider refuses.
 */
export async function askProvider(url: string, init: RequestInit = {}): Promise<unknown> {
  const { status, body } = await fetchJson(url, init);
  if (status >= 200 && status < 300) return body;
  throw refuseProvider(url, readErrorCode(body) || `status ${status}`);
}

async function fetchJson(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { accept: "application/json", "user-agent": "Parley", ...(init.headers as object) },
      redirect: "error",
      signal: AbortSignal.timeout(PROVIDER_TIMEOUT),
    });
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    return { status: response.status, body: await response.json() };
  } catch (cause) {
    throw noProvider(url, cause);
  }
}

/** The provider does not answer as one that works would. */
export function noProvider(url: string, cause: unknown): AppError {
  logger().warn({ host: new URL(url).host, reason: describe(cause) }, "provider unavailable");
  return new AppError("unavailable", { key: "errors.provider_unavailable", cause });
}

/**
 * The visit cannot be trusted or did not succeed. The reason goes to the log, for admins who set a provider up; it holds
 * no code, no token and nobody's name.
 */
export function refuseProvider(url: string, reason: string): AppError {
  logger().warn({ host: new URL(url).host, reason }, "provider visit refused");
  return new AppError("forbidden", { key: "errors.provider_failed" });
}

/** RFC 6749 section 5.2: a word such as "invalid_client". Anything longer is not one. */
export function readErrorCode(body: unknown): string {
  const code = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  return typeof code === "string" && /^[\w.-]{1,60}$/.test(code) ? code : "";
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const code = cause.cause instanceof Error && "code" in cause.cause ? String(cause.cause.code) : "";
  return code || (cause instanceof SyntaxError ? "no JSON" : cause.message.slice(0, 100));
}
