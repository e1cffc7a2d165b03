import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { FormFailure, PageProblem } from "#app/shared/page-problem.ts";
import { toProblem } from "./problem.server.ts";
import { readForm } from "./request-body.server.ts";
import "./request-context.ts";

export interface PageArgs extends LoaderFunctionArgs {
  actor: Actor;
  url: URL;
}

export interface FormArgs extends ActionFunctionArgs {
  form: URLSearchParams;
}

/** A page for people who are signed in. Anybody else logs in first and comes back to where they wanted to go. */
export function createPageLoader<T>(load: (args: PageArgs) => Promise<T>) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      const actor = requirePageActor(args);
      await consumeLimit("read by user", actor.userId);
      return await load({ ...args, actor, url: new URL(args.request.url) });
    } catch (error) {
      throw toPageError(error, args);
    }
  };
}

/** A form for people who are signed in. */
export function createFormAction<T>(act: (args: FormArgs & { actor: Actor }) => Promise<T>) {
  return createOpenFormAction((args) => act({ ...args, actor: requirePageActor(args) }));
}

/** A form for anybody. What it throws comes back beside the fields, with everything but passwords as it was typed. */
export function createOpenFormAction<T>(act: (args: FormArgs) => Promise<T>) {
  return async (args: ActionFunctionArgs) => {
    let form = new URLSearchParams();
    try {
      form = await readForm(args.request);
      return await act({ ...args, form });
    } catch (error) {
      if (error instanceof Response) throw error;
      const { problem, init } = describe(error, args);
      const values = Object.fromEntries([...form].filter(([name]) => !/password/i.test(name)));
      return data({ problem, values } satisfies FormFailure, init);
    }
  };
}

/** Where to go after logging in: a path of our own, never another site. */
export function safeNextPath(next: string | null): string {
  // "//host" and "/\host" are other sites to a browser, and tabs and line breaks are dropped before it looks.
  if (!next || !next.startsWith("/") || /^\/[/\\]|[\t\r\n]/.test(next)) return "/";
  return next;
}

function requirePageActor({ request, context }: LoaderFunctionArgs): Actor {
  if (context.actor) return context.actor;
  const { pathname, search } = new URL(request.url);
  const next =
    request.method === "GET" && pathname !== "/" ? `?next=${encodeURIComponent(pathname + search)}` : "";
  throw redirect(`/login${next}`);
}

function toPageError(error: unknown, args: LoaderFunctionArgs): unknown {
  if (error instanceof Response) return error;
  const { problem, init } = describe(error, args);
  return data(problem, init);
}

function describe(error: unknown, { context }: LoaderFunctionArgs) {
  const { code, key, status, errors, retryAfter } = toProblem(error, {
    requestId: context.requestId,
    door: "page",
  });
  if (retryAfter !== undefined) context.setHeader("Retry-After", String(retryAfter));
  const fields = errors.map(({ path, code: fieldCode, params }) => ({ path, code: fieldCode, params }));
  const problem: PageProblem = { code, key, errors: fields, retryAfter, requestId: context.requestId };
  return { problem, init: { status } };
}
