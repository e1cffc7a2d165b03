import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Actor, Restriction } from "#app/domain/actor.ts";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { findSessionByAccessToken } from "#app/domain/sessions/find-session.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";
import { toProblem } from "./problem.server.ts";
import { readJson } from "./request-body.server.ts";
import "./request-context.ts";

type DoorArgs = LoaderFunctionArgs | ActionFunctionArgs;

/** What a REST operation gets to work with. */
export interface Call {
  params: Record<string, string>;
  /** The query string as an object; of a repeated name the last value. */
  query: Record<string, string>;
  /** The JSON body, parsed but not checked. */
  body: unknown;
  /** For bodies that are no JSON: see `hasFiles`. */
  request: Request;
  origin: { address: string; userAgent: string };
  /** Who sent the access token. Throws `unauthenticated`, `forbidden` for a session that may not be used yet. */
  requireActor: (options?: { allow?: Restriction[] }) => Promise<Actor>;
}

interface Answer {
  status?: number;
  /** Left out: 204. */
  body?: unknown;
}

type Operation = (call: Call) => Promise<Answer>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** An operation for holders of an access token. `allow`: what may still stand between their session and the rest. */
export function signedIn(
  operation: (actor: Actor, call: Call) => Promise<Answer>,
  options?: { allow?: Restriction[] },
): Operation {
  return async (call) => operation(await call.requireActor(options), call);
}

/** The body with the channel of the path in it, so that a path and a socket's payload go through one schema. */
export function inChannel(body: unknown, params: Call["params"]): unknown {
  return isRecord(body) ? { ...body, channelId: params["channelId"] } : body;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A REST address: parses the request once, runs the operation of its method, and translates what comes of it. */
export function createRestDoor(
  operations: Partial<Record<Method, Operation>>,
  /** Bodies are files: each operation reads its own, once it knows who asks. */
  { hasFiles = false } = {},
) {
  async function answer({ request, params, context }: DoorArgs): Promise<Response> {
    try {
      const method = request.method === "HEAD" ? "GET" : request.method;
      const operation = operations[method as Method];
      if (!operation) return refuseMethod(Object.keys(operations), context.requestId);
      for (const [name, value] of Object.entries(params)) {
        if (isIdName(name) && !isId(value)) throw new AppError("not_found");
      }
      const ids = Object.entries(params).map(([name, value]) => [
        name,
        isIdName(name) ? value?.toLowerCase() : value,
      ]);
      const call: Call = {
        params: Object.fromEntries(ids) as Record<string, string>,
        query: Object.fromEntries(new URL(request.url).searchParams),
        body: method === "GET" || hasFiles ? {} : await readJson(request),
        request,
        origin: { address: context.address, userAgent: context.userAgent },
        requireActor: async ({ allow = [] } = {}) => {
          const actor = await requireBearer(request, context);
          refuseRestricted(actor, allow);
          return actor;
        },
      };
      const { status, body } = await operation(call);
      if (body === undefined) return new Response(null, { status: status ?? 204 });
      return Response.json(body, { status: status ?? 200, headers: { "cache-control": "no-store" } });
    } catch (error) {
      return toProblemResponse(error, context.requestId);
    }
  }
  return { loader: answer, action: answer };
}

/** Parameters of an address that hold one of our ids are named so. */
function isIdName(name: string): boolean {
  return name.endsWith("Id");
}

/** Who sent the access token. Throws `unauthenticated`, `rate_limited`. */
export async function requireBearer(request: Request, context: DoorArgs["context"]): Promise<Actor> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const actor = token ? await findSessionByAccessToken(token) : null;
  if (!actor) throw new AppError("unauthenticated");
  context.noteUser(actor.userId);
  if (request.method === "GET" || request.method === "HEAD") await consumeLimit("read by user", actor.userId);
  return actor;
}

function refuseMethod(methods: string[], requestId: string): Response {
  const response = toProblemResponse(
    new AppError("not_found", { key: "errors.method_not_allowed" }),
    requestId,
  );
  response.headers.set("allow", methods.join(", "));
  return response;
}

/** RFC 9457 problem details, with the contract's `code` and `requestId`. */
export function toProblemResponse(error: unknown, requestId: string): Response {
  const { code, status, detail, locale, errors, retryAfter } = toProblem(error, { requestId, door: "rest" });
  const body = {
    type: "about:blank",
    title: code.replaceAll("_", " "),
    status,
    code,
    detail,
    requestId,
    ...(errors.length > 0 && {
      errors: errors.map((field) => ({ path: field.path, code: field.code, detail: field.detail })),
    }),
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "content-language": locale,
    "cache-control": "no-store",
  });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return new Response(JSON.stringify(body), { status, headers });
}
