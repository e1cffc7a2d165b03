import { AppError, type FieldError } from "#app/shared/errors.ts";
import { BODY_MAX_BYTES } from "#app/shared/limits.ts";

/** Bytes that are read and thrown away, so that a client which sends too much still gets to read the answer. */
const DRAIN_MAX_BYTES = 64 * 1024 * 1024;

interface Body {
  /** At most as many bytes as were asked for. */
  bytes: Buffer;
  isCut: boolean;
}

async function readBytes(request: Request, maxBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    if (size < maxBytes) chunks.push(chunk.subarray(0, maxBytes - size));
    size += chunk.byteLength;
    if (size > DRAIN_MAX_BYTES) break;
  }
  return { bytes: Buffer.concat(chunks), isCut: size > maxBytes };
}

/** Reads a body to throw it away: see DRAIN_MAX_BYTES. */
export async function drainBody(request: Request): Promise<void> {
  await readBytes(request, 0);
}

/**
 * The text of a request's body. Throws `too_large` beyond BODY_MAX_BYTES, `unsupported_media` for one of another type,
 * `malformed` for what is not UTF-8.
 */
async function readText(request: Request, isExpected: (type: string) => boolean): Promise<string> {
  const { bytes, isCut } = await readBytes(request, BODY_MAX_BYTES);
  if (isCut) throw new AppError("too_large");
  if (bytes.length > 0 && !isExpected(findType(request))) throw new AppError("unsupported_media");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("malformed", { cause });
  }
}

function findType(request: Request): string {
  return request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** A JSON body; `{}` when there is none. Throws `malformed`, `unsupported_media`, `too_large`. */
export async function readJson(request: Request): Promise<unknown> {
  const body = await readText(request, (type) => type === "application/json" || type.endsWith("+json"));
  if (body === "") return {};
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError("malformed", { cause });
  }
}

export interface PostedForm {
  fields: URLSearchParams;
  /** By the names of their fields. A field in which nothing was chosen is not in it. */
  files: Map<string, Buffer>;
  /** What is wrong with its files, where the rest could be read. */
  problem?: AppError;
}

/**
 * A posted form. With `fileMaxBytes` it may carry files of that size; one that is larger is the form's `problem`, and the
 * fields before it are kept. Throws `unsupported_media`, `too_large`, `malformed`.
 */
export async function readForm(request: Request, fileMaxBytes = 0): Promise<PostedForm> {
  if (fileMaxBytes > 0 && findType(request) === "multipart/form-data")
    return readMultipart(request, fileMaxBytes);
  const body = await readText(request, (type) => type === "application/x-www-form-urlencoded");
  return { fields: new URLSearchParams(body), files: new Map() };
}

async function readMultipart(request: Request, fileMaxBytes: number): Promise<PostedForm> {
  const { bytes, isCut } = await readBytes(request, BODY_MAX_BYTES + fileMaxBytes);
  const form: PostedForm = { fields: new URLSearchParams(), files: new Map() };
  for (const [name, value] of await parseMultipart(request, bytes, isCut)) {
    if (typeof value === "string") {
      form.fields.append(name, value);
    } else if (value.size > fileMaxBytes || (isCut && value.size > 0)) {
      form.problem = refuseSize(fileMaxBytes, name);
    } else if (value.size > 0) {
      form.files.set(name, Buffer.from(await value.arrayBuffer()));
    }
  }
  if (isCut) form.problem ??= new AppError("too_large");
  return form;
}

async function parseMultipart(request: Request, bytes: Buffer, isCut: boolean): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  // What was cut off is given the end that it has lost, so that what came before can be read.
  const end = isCut ? Buffer.from(`\r\n--${quoted ?? plain}--\r\n`) : Buffer.alloc(0);
  const headers = { "content-type": type };
  try {
    return await new Response(Buffer.concat([bytes, end]), { headers }).formData();
  } catch (cause) {
    throw new AppError(isCut ? "too_large" : "malformed", { cause });
  }
}

/**
 * A file that is sent by itself, or in the field `name` of a form; empty when there is none.
 * Throws `too_large`, `malformed`.
 */
export async function readFile(request: Request, name: string, maxBytes: number): Promise<Buffer> {
  if (findType(request) === "multipart/form-data") {
    const { files, problem } = await readMultipart(request, maxBytes);
    if (problem) throw problem;
    return files.get(name) ?? Buffer.alloc(0);
  }
  const { bytes, isCut } = await readBytes(request, maxBytes);
  if (isCut) throw refuseSize(maxBytes, name);
  return bytes;
}

function refuseSize(maxBytes: number, path: string): AppError {
  const error: FieldError = { path, code: "file_too_large", params: { max: maxBytes / 1024 / 1024 } };
  return new AppError("too_large", { errors: [error] });
}
