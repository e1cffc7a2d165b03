import type { ActionFunctionArgs } from "@remix-run/node";
import type { PageProblem } from "#app/shared/page-problem.ts";
import { toProblem } from "./problem.server.ts";
import { readJson } from "./request-body.server.ts";
import "./request-context.ts";

/** A question that a page's own script asks, with the page's cookies: JSON in and out, and problems as pages get them. */
export function createJsonAction(answer: (args: ActionFunctionArgs & { body: unknown }) => Promise<object>) {
  return async (args: ActionFunctionArgs): Promise<Response> => {
    try {
      return Response.json(await answer({ ...args, body: await readJson(args.request) }));
    } catch (error) {
      const { context } = args;
      const { requestId } = context;
      const { code, key, status, errors, retryAfter } = toProblem(error, { requestId, door: "page" });
      if (retryAfter !== undefined) context.setHeader("Retry-After", String(retryAfter));
      const fields = errors.map(({ path, code: fieldCode, params }) => ({ path, code: fieldCode, params }));
      const problem: PageProblem = { code, key, errors: fields, retryAfter, requestId };
      return Response.json({ problem }, { status });
    }
  };
}
