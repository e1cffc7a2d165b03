import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { toProblem } from "#app/doors/problem.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";

/** A step of a visit at a provider, for anybody; what it throws becomes a page that says so. */
export function createVisitLoader<T>(load: (args: LoaderFunctionArgs) => Promise<T>) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      await consumeLimit("oauth by address", args.context.address);
      return await load(args);
    } catch (error) {
      throw error instanceof Response ? error : toPageError(error, args);
    }
  };
}

function toPageError(error: unknown, { context }: LoaderFunctionArgs): unknown {
  const { requestId } = context;
  const { code, key, status, retryAfter } = toProblem(error, { requestId, door: "page" });
  if (retryAfter !== undefined) context.setHeader("Retry-After", String(retryAfter));
  return data({ code, key, errors: [], retryAfter, requestId } satisfies PageProblem, { status });
}
