import { Readable } from "node:stream";
import type { LoaderFunctionArgs } from "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ByteRange, StoredFile } from "#app/platform/storage/storage.server.ts";
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
  range?: ByteRange,
): Response {
  context.setHeader("X-Content-Type-Options", "nosniff");
  context.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  const hasBody = request.method !== "HEAD";
  if (!hasBody) stream.destroy();
  return new Response(hasBody ? (Readable.toWeb(stream) as ReadableStream) : null, {
    status: range ? 206 : 200,
    headers: { ...headers, ...describeLength(size, range) },
  });
}

function describeLength(size: number, range: ByteRange | undefined): Record<string, string> {
  if (!range) return { "content-length": String(size) };
  const { start, end } = range;
  return { "content-length": String(end - start + 1), "content-range": `bytes ${start}-${end}/${size}` };
}

/**
 * The one range of bytes that a request asks for (RFC 9110, section 14); undefined for none, for several, and for what is
 * not understood: then all of it is sent. "unsatisfiable": it begins behind the end.
 */
export function readRange(request: Request, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < start) return undefined;
  return start < size && end >= start ? { start, end } : "unsatisfiable";
}
