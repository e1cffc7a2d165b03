import type { ErrorCode } from "#app/shared/errors.ts";
import { ERRORS } from "#app/shared/errors.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import { serverUrl } from "./server-address.ts";

/** Somebody with an open session, or nobody. */
type Caller = { session: SessionView } | null;

export interface RestAnswer<T = Problem> {
  status: number;
  headers: Headers;
  body: T;
}

/** A problem document as the contract has it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  requestId: string;
  errors?: { path: string; code: string; detail: string }[];
}

interface RestOptions {
  /** A string goes as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks the REST door. `address` is what follows /api/v1. */
export async function rest<T = Problem>(
  caller: Caller,
  method: string,
  address: string,
  { body, headers = {} }: RestOptions = {},
): Promise<RestAnswer<T>> {
  const response = await fetch(`${serverUrl()}/api/v1${address}`, {
    method,
    headers: {
      ...(caller && { authorization: `Bearer ${caller.session.accessToken}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text ? JSON.parse(text) : undefined) as T,
  };
}

export interface PageAnswer {
  status: number;
  headers: Headers;
  html: string;
  /** Where it redirects to. */
  location: string | null;
  /** What the status says; each error code has one of its own. */
  code: ErrorCode | "ok";
}

interface PageOptions {
  headers?: Record<string, string>;
  cookie?: string;
}

/** Opens a page as a browser without JavaScript does. */
export async function openPage(caller: Caller, path: string, options: PageOptions = {}): Promise<PageAnswer> {
  return readPage(
    await fetch(serverUrl() + path, { headers: await pageHeaders(caller, options), redirect: "manual" }),
  );
}

/** Posts a form as a browser without JavaScript does. A list of values goes under one name. */
export async function postForm(
  caller: Caller,
  path: string,
  fields: Record<string, string | string[]> | string,
  options: PageOptions = {},
): Promise<PageAnswer> {
  const pairs =
    typeof fields === "string"
      ? []
      : Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
  const response = await fetch(serverUrl() + path, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: serverUrl(),
      ...(await pageHeaders(caller, options)),
    },
    body: typeof fields === "string" ? fields : new URLSearchParams(pairs).toString(),
    redirect: "manual",
  });
  return readPage(response);
}

/** The Cookie header of somebody who logged in by a page. */
export async function cookieOf(session: SessionView): Promise<string> {
  return toCookieHeader(await serializeSession(session, false));
}

/** What a browser sends back of these Set-Cookie headers. */
export function toCookieHeader(setCookies: string[]): string {
  return setCookies.map((cookie) => cookie.split(";")[0]).join("; ");
}

async function pageHeaders(
  caller: Caller,
  { headers, cookie }: PageOptions,
): Promise<Record<string, string>> {
  const cookies = cookie ?? (caller ? await cookieOf(caller.session) : undefined);
  return { accept: "text/html", ...(cookies && { cookie: cookies }), ...headers };
}

export async function readPage(response: Response): Promise<PageAnswer> {
  const html = await response.text();
  const known = Object.entries(ERRORS).find(([, { status }]) => status === response.status);
  return {
    status: response.status,
    headers: response.headers,
    html,
    location: response.headers.get("location"),
    code: (known?.[0] as ErrorCode | undefined) ?? "ok",
  };
}
