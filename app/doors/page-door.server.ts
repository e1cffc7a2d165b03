import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { Actor, Restriction } from "#app/domain/actor.ts";
import { consumeLimit, type LimitName } from "#app/platform/rate-limit.server.ts";
import type { FormFailure, PageProblem } from "#app/shared/page-problem.ts";
import { toProblem } from "./problem.server.ts";
import { mayBeLarge, receiveUpload } from "./receive-upload.server.ts";
import { readForm, type FileLimits, type PostedFile } from "./request-body.server.ts";
import "./request-context.ts";

export interface PageArgs extends LoaderFunctionArgs {
  actor: Actor;
  url: URL;
}

export interface FormArgs extends ActionFunctionArgs {
  form: URLSearchParams;
  /** What was chosen in the form's file fields; only where the door takes files. */
  files: readonly PostedFile[];
}

interface PageOptions {
  /** What may still stand between the session and the rest of Parley: the pages that clear it away. */
  allow?: Restriction[];
}

interface FormOptions extends PageOptions {
  /** Without them the door takes no files. */
  limits?: FileLimits;
  /** By which limit they are counted. */
  countAs?: LimitName;
}

/** A page for people who are signed in. Anybody else logs in first and comes back to where they wanted to go. */
export function createPageLoader<T>(load: (args: PageArgs) => Promise<T>, options?: PageOptions) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      const actor = requirePageActor(args, options);
      await consumeLimit("read by user", actor.userId);
      return await load({ ...args, actor, url: new URL(args.request.url) });
    } catch (error) {
      throw toPageError(error, args);
    }
  };
}

/** A page for anybody. What it throws becomes a page that says so, with the request id. */
export function createOpenPageLoader<T>(load: (args: LoaderFunctionArgs) => Promise<T>) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      return await load(args);
    } catch (error) {
      throw toPageError(error, args);
    }
  };
}

/** A form for people who are signed in. */
export function createFormAction<T>(
  act: (args: FormArgs & { actor: Actor }) => Promise<T>,
  { limits, countAs = "upload by user", ...options }: FormOptions = {},
) {
  return (args: ActionFunctionArgs) =>
    answerForm(args, async (read) => {
      // Nobody's files are taken in before it is known whose they are, and that there is room for them.
      const actor = requirePageActor(args, options);
      if (limits && mayBeLarge(args.request))
        return receiveUpload(
          actor,
          args.request,
          async () => act({ ...(await read(limits)), actor }),
          countAs,
        );
      const form = await read(limits);
      // What turns out to be an upload only once it was read.
      if (form.files.length > 0) await consumeLimit(countAs, actor.userId);
      return act({ ...form, actor });
    });
}

/** A form for anybody. */
export function createOpenFormAction<T>(act: (args: FormArgs) => Promise<T>) {
  return (args: ActionFunctionArgs) => answerForm(args, async (read) => act(await read(undefined)));
}

/** What is thrown comes back beside the fields, with everything but passwords as it was typed. */
async function answerForm<T>(
  args: ActionFunctionArgs,
  answer: (read: (limits: FileLimits | undefined) => Promise<FormArgs>) => Promise<T>,
) {
  let form = new URLSearchParams();
  try {
    return await answer(async (limits) => {
      const posted = await readForm(args.request, limits);
      form = posted.fields;
      if (posted.problem) throw posted.problem;
      return { ...args, form, files: posted.files };
    });
  } catch (error) {
    if (error instanceof Response) throw error;
    const { problem, init } = describe(error, args);
    const values = Object.fromEntries([...form].filter(([name]) => !/password|^code$/i.test(name)));
    return data({ problem, values } satisfies FormFailure, init);
  }
}

/** Where to go after logging in: a path of our own, never another site. */
export function safeNextPath(next: string | null): string {
  // "//host" and "/\host" are other sites to a browser, and tabs and line breaks are dropped before it looks.
  if (!next || !next.startsWith("/") || /^\/[/\\]|[\t\r\n]/.test(next)) return "/";
  return next;
}

/** The page where each restriction is cleared away. */
const WAY_OUT: Record<Restriction, string> = {
  verify_email: "/verify-email",
  second_factor: "/settings/security/second-factor",
  deletion: "/account/deletion",
};

function requirePageActor({ request, context }: LoaderFunctionArgs, { allow = [] }: PageOptions = {}): Actor {
  const { actor } = context;
  if (actor?.restriction && !allow.includes(actor.restriction)) throw redirect(WAY_OUT[actor.restriction]);
  if (actor) return actor;
  const { pathname, search } = new URL(request.url);
  const query = new URLSearchParams();
  if (request.method === "GET" && pathname !== "/") query.set("next", pathname + search);
  if (context.isReplayed) query.set("ended", "replayed");
  throw redirect(query.size > 0 ? `/login?${query}` : "/login");
}

/** What a loader throws so that a page says what went wrong. Answers and redirects stay what they are. */
export function toPageError(error: unknown, args: LoaderFunctionArgs): unknown {
  if (error instanceof Response) return error;
  const { problem, init } = describe(error, args);
  return data(problem, init);
}

function describe(error: unknown, { context }: LoaderFunctionArgs) {
  const { code, key, detail, status, errors, retryAfter } = toProblem(error, {
    requestId: context.requestId,
    door: "page",
  });
  if (retryAfter !== undefined) context.setHeader("Retry-After", String(retryAfter));
  const fields = errors.map(({ path, code: fieldCode, params }) => ({ path, code: fieldCode, params }));
  const problem: PageProblem = {
    code,
    key,
    detail,
    errors: fields,
    retryAfter,
    requestId: context.requestId,
  };
  return { problem, init: { status } };
}
