// Files on their way in and out, as browsers and programs carry them.
import type { SessionView } from "#app/shared/account-views.ts";
import type { FileView } from "#app/shared/views.ts";
import { cookieOf, readPage, type PageAnswer, type Problem, type RestAnswer } from "./http-client.ts";
import { serverUrl } from "./server-address.ts";

type Caller = { session: SessionView } | null;

/** Posts a form with files, as a browser without JavaScript does. */
export async function postFiles(
  caller: Caller,
  path: string,
  fields: Record<string, string>,
  files: Record<string, Buffer>,
): Promise<PageAnswer> {
  const response = await fetch(serverUrl() + path, {
    method: "POST",
    headers: {
      accept: "text/html",
      origin: serverUrl(),
      ...(caller && { cookie: await cookieOf(caller.session) }),
    },
    body: makeForm(fields, files),
    redirect: "manual",
  });
  return readPage(response);
}

export function makeForm(fields: Record<string, string>, files: Record<string, Buffer>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of Object.entries(files))
    form.append(name, new Blob([new Uint8Array(bytes)]), "face.png");
  return form;
}

/** Sends a body that is no JSON to a REST address. */
export async function putBody<T = Problem>(
  { session }: { session: SessionView },
  address: string,
  body: Buffer | FormData,
  type = "image/png",
): Promise<RestAnswer<T>> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${serverUrl()}/api/v1${address}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${session.accessToken}`, ...(!isForm && { "content-type": type }) },
    body: isForm ? body : new Uint8Array(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

export interface FileAnswer {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

/** Asks for a file, by the cookie of somebody's pages or with headers of one's own. */
export async function fetchFile(
  caller: Caller,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<FileAnswer> {
  const cookie = caller && { cookie: await cookieOf(caller.session) };
  const response = await fetch(new URL(path, serverUrl()), {
    method,
    headers: { ...cookie, ...headers },
    redirect: "manual",
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** A file as it is uploaded for a message. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

export function makeUploads(field: string, uploads: Upload[], fields: Record<string, string> = {}): FormData {
  const form = makeForm(fields, {});
  for (const { name, bytes } of uploads) form.append(field, new Blob([new Uint8Array(bytes)]), name);
  return form;
}

/** Uploads a file for a message over REST. */
export async function upload<T = FileView>(
  { session }: { session: SessionView },
  channelId: string,
  form: FormData,
): Promise<RestAnswer<T>> {
  const response = await fetch(`${serverUrl()}/api/v1/channels/${channelId}/files`, {
    method: "POST",
    headers: { authorization: `Bearer ${session.accessToken}` },
    body: form,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

/** Posts a form with files as it is, as a browser without JavaScript does. */
export async function postUploads(caller: Caller, path: string, body: FormData): Promise<PageAnswer> {
  const headers = {
    accept: "text/html",
    origin: serverUrl(),
    ...(caller && { cookie: await cookieOf(caller.session) }),
  };
  return readPage(await fetch(serverUrl() + path, { method: "POST", headers, body, redirect: "manual" }));
}
