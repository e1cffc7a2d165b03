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

export interface PostedFile {
  field: string;
  /** As the sender's system calls it. */
  name: string;
  bytes: Buffer;
}

/** Bytes that one file of a form may have, and all of them together. */
export interface FileLimits {
  fileMaxBytes: number;
  allMaxBytes?: number;
}

export interface PostedForm {
  fields: URLSearchParams;
  /** In their order. A field in which nothing was chosen is not among them. */
  files: PostedFile[];
  /** What is wrong with its files, where the rest could be read. */
  problem?: AppError;
}

/**
 * A posted form. With limits it may carry files; one that is larger is the form's `problem`, and the
 * fields before it are kept. Throws `unsupported_media`, `too_large`, `malformed`.
 */
export async function readForm(request: Request, limits?: FileLimits): Promise<PostedForm> {
  if (limits && findType(request) === "multipart/form-data") return readMultipart(request, limits);
  const body = await readText(request, (type) => type === "application/x-www-form-urlencoded");
  return { fields: new URLSearchParams(body), files: [] };
}

async function readMultipart(
  request: Request,
  { fileMaxBytes, allMaxBytes = fileMaxBytes }: FileLimits,
): Promise<PostedForm> {
  const { bytes, isCut } = await readBytes(request, BODY_MAX_BYTES + allMaxBytes);
  const form: PostedForm = { fields: new URLSearchParams(), files: [] };
  for (const [name, value] of await parseMultipart(request, bytes, isCut)) {
    if (typeof value === "string") {
      form.fields.append(name, value);
    } else if (value.size > fileMaxBytes || (isCut && value.size > 0)) {
      form.problem = refuseSize(isCut ? allMaxBytes : fileMaxBytes, name);
    } else if (value.size > 0) {
      form.files.push({ field: name, name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
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
 * A file that is sent by itself, or in a field of a form; empty when there is none. Throws `too_large`, `malformed`.
 */
export async function readFile(request: Request, field: string, fileMaxBytes: number): Promise<PostedFile> {
  if (findType(request) === "multipart/form-data") return readFileOfForm(request, field, fileMaxBytes);
  const { bytes, isCut } = await readBytes(request, fileMaxBytes);
  if (isCut) throw refuseSize(fileMaxBytes, field);
  return { field, name: "", bytes };
}

/** The file in a field of a form; empty when there is none. Throws `too_large`, `malformed`, `unsupported_media`. */
export async function readFileOfForm(
  request: Request,
  field: string,
  fileMaxBytes: number,
): Promise<PostedFile> {
  if (findType(request) !== "multipart/form-data") {
    await drainBody(request);
    throw new AppError("unsupported_media");
  }
  const { files, problem } = await readMultipart(request, { fileMaxBytes });
  if (problem) throw problem;
  return files.find((file) => file.field === field) ?? { field, name: "", bytes: Buffer.alloc(0) };
}

function refuseSize(maxBytes: number, path: string): AppError {
  const error: FieldError = { path, code: "file_too_large", params: { max: maxBytes / 1024 / 1024 } };
  return new AppError("too_large", { errors: [error] });
}
