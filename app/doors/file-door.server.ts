import { Readable } from "node:stream";
import type { LoaderFunctionArgs } from "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { StoredFile } from "#app/platform/storage/storage.server.ts";
import { requireBearer, toProblemResponse } from "./rest-door.server.ts";
import "./request-context.ts";

/**
 * A file that pages show, for people who are signed in: by a page's cookie, or by an access token where a program asks.
 * Anybody else gets a problem and no file.
 */
export function createFileLoader(load: (args: LoaderFunctionArgs & { actor: Actor }) => Promise<Response>) {
  return async (args: LoaderFunctionArgs): Promise<Response> => {
    try {
      return await load({ ...args, actor: await requireReader(args) });
    } catch (error) {
      return toProblemResponse(error, args.context.requestId);
    }
  };
}

async function requireReader({ request, context }: LoaderFunctionArgs): Promise<Actor> {
  const actor = context.actor ?? (await requireBearer(request, context));
  if (context.actor) await consumeLimit("read by user", actor.userId);
  refuseRestricted(actor);
  return actor;
}

/** Answers with a stored file, whose content a browser may take for nothing else and never run. */
export function sendFile(
  { request, context }: LoaderFunctionArgs,
  { stream, size }: StoredFile,
  headers: Record<string, string>,
): Response {
  context.setHeader("X-Content-Type-Options", "nosniff");
  context.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  const hasBody = request.method !== "HEAD";
  if (!hasBody) stream.destroy();
  return new Response(hasBody ? (Readable.toWeb(stream) as ReadableStream) : null, {
    headers: { ...headers, "content-length": String(size) },
  });
}
