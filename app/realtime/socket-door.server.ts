import { setImmediate } from "node:timers/promises";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { findSessionById } from "#app/domain/sessions/find-session.server.ts";
import { toProblem } from "#app/doors/problem.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { runInRequest } from "#app/platform/request-scope.server.ts";
import { AppError, type ErrorCode } from "#app/shared/errors.ts";
import type { Acknowledgement, SocketError } from "#app/shared/events.ts";
import { createId } from "#app/shared/ids.ts";
import { BODY_MAX_BYTES } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { MINUTE } from "#app/shared/time.ts";
import { handlers } from "./handlers/index.server.ts";
import type { ParleySocket } from "./socket.server.ts";

/** A session is looked at again this often while its socket is in use, which also puts off its idle end. */
const CHECK_SESSION_EVERY = 5 * MINUTE;

const running = new Set<Promise<unknown>>();
let isDraining = false;

/** Refuses new requests and waits until those under way have been answered, or for `within` milliseconds. */
export async function drainSocketRequests(within: number): Promise<void> {
  isDraining = true;
  const deadline = new Promise((resolve) => setTimeout(resolve, within).unref());
  await Promise.race([Promise.allSettled(running), deadline]);
  // What they announced leaves at the end of the turn.
  await setImmediate();
}

/** Answers one request of a socket: parses once, runs the verb, acknowledges with data or an error, never throws. */
export function answerSocketRequest(
  socket: ParleySocket,
  event: string,
  payload: unknown,
  acknowledge: unknown,
): void {
  const request = run(socket, event, payload).then((answer) => {
    if (typeof acknowledge === "function") acknowledge(answer);
  });
  running.add(request);
  void request.finally(() => running.delete(request));
}

async function run(socket: ParleySocket, event: string, payload: unknown): Promise<Acknowledgement<unknown>> {
  const started = performance.now();
  const requestId = createId();
  let code: ErrorCode | "ok" = "ok";
  try {
    const { address, languages } = socket.data;
    const scope = { requestId, address, languages };
    return { ok: true, data: await runInRequest(scope, () => execute(socket, event, payload)) };
  } catch (error) {
    const problem = toSocketError(error, requestId);
    code = problem.code;
    return { ok: false, error: problem };
  } finally {
    const { userId } = socket.data.actor;
    const durationMs = Math.round(performance.now() - started);
    logger().info({
      requestId,
      userId,
      door: "socket",
      event: Object.hasOwn(handlers, event) ? event : "unknown",
      code,
      durationMs,
    });
  }
}

async function execute(socket: ParleySocket, event: string, payload: unknown): Promise<unknown> {
  if (isDraining) throw new AppError("unavailable");
  await consumeLimit("socket request by user", socket.data.actor.userId);
  if (!Object.hasOwn(handlers, event)) throw new AppError("not_found", { key: "errors.method_not_allowed" });
  if (measureRoom(payload, BODY_MAX_BYTES) < 0) throw new AppError("too_large");
  const { schema, run: verb } = handlers[event as keyof typeof handlers];
  const input = parseInput(schema, payload);
  await socket.data.ready;
  await requireLivingSession(socket);
  return verb(socket.data.actor, input, { connectionId: socket.id });
}

async function requireLivingSession(socket: ParleySocket): Promise<void> {
  if (Date.now() - socket.data.checkedAt < CHECK_SESSION_EVERY) return;
  const actor = await findSessionById(socket.data.actor.sessionId);
  if (!actor) throw new AppError("unauthenticated", { key: "errors.session_ended" });
  refuseRestricted(actor);
  socket.data.actor = actor;
  socket.data.checkedAt = Date.now();
}

/**
 * What is left of `room` after the characters of a payload, as a cheap stand-in for the bytes of its frame; negative when
 * it does not fit, which is known without looking at the rest.
 */
function measureRoom(value: unknown, room: number, depth = 0): number {
  if (typeof value === "string") return room - value.length;
  // Bytes have no characters, and no schema takes them.
  const hasParts = typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
  if (!hasParts || depth > 4) return room - 1;
  let left = room;
  for (const key in value) {
    left = measureRoom((value as Record<string, unknown>)[key], left - key.length - 1, depth + 1);
    if (left < 0) break;
  }
  return left;
}

/** What a client is told of an error, in an acknowledgement or a refused handshake. */
export function toSocketError(error: unknown, requestId: string): SocketError {
  const { code, detail, errors, retryAfter } = toProblem(error, { requestId, door: "socket" });
  return {
    code,
    detail,
    ...(errors.length > 0 && { errors }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
