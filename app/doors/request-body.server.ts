import { AppError } from "#app/shared/errors.ts";
import { BODY_MAX_BYTES } from "#app/shared/limits.ts";

/** Bytes that are read and thrown away, so that a client which sends too much still gets to read the answer. */
const DRAIN_MAX_BYTES = 64 * 1024 * 1024;

/** The text of a request's body. Throws `too_large` beyond BODY_MAX_BYTES, `malformed` for what is not UTF-8. */
async function readText(request: Request): Promise<string> {
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > DRAIN_MAX_BYTES) break;
    if (size <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  if (size > BODY_MAX_BYTES) throw new AppError("too_large");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("malformed", { cause });
  }
}

/** A JSON body; `{}` when there is none. Throws `malformed`, `unsupported_media`, `too_large`. */
export async function readJson(request: Request): Promise<unknown> {
  const body = await readText(request);
  if (body === "") return {};
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && !type.endsWith("+json")) throw new AppError("unsupported_media");
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError("malformed", { cause });
  }
}

/** A posted form without files. Throws `unsupported_media`, `too_large`, `malformed`. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const body = await readText(request);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (body !== "" && type !== "application/x-www-form-urlencoded") throw new AppError("unsupported_media");
  return new URLSearchParams(body);
}
