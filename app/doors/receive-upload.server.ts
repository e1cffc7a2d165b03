import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { BODY_MAX_BYTES } from "#app/shared/limits.ts";
import { drainBody } from "./request-body.server.ts";

/** Uploads that are held in memory at the same time in this process. */
const AT_ONCE = 24;
/** Of them, one person's: slow ones must not keep everybody else out. */
const AT_ONCE_BY_USER = 4;

/** Whose uploads are being received. */
const receiving = singleton("uploads", () => [] as string[]);

/**
 * Reads and uses an upload, which is counted before any of it is kept. Throws `rate_limited` where the person has sent too
 * many, or too many are being read already.
 */
export async function receiveUpload<T>(
  { userId }: Actor,
  request: Request,
  receive: () => Promise<T>,
): Promise<T> {
  try {
    await countUpload(userId);
    takePlace(userId);
  } catch (error) {
    await drainBody(request);
    throw error;
  }
  try {
    return await receive();
  } finally {
    receiving.splice(receiving.indexOf(userId), 1);
  }
}

function takePlace(userId: string): void {
  const own = receiving.filter((other) => other === userId);
  if (receiving.length >= AT_ONCE || own.length >= AT_ONCE_BY_USER)
    throw new AppError("rate_limited", { retryAfter: 10 });
  receiving.push(userId);
}

/** For what turns out to be an upload only once it was read. Throws `rate_limited`. */
export async function countUpload(userId: string): Promise<void> {
  await consumeLimit("upload by user", userId);
}

/** Whether a body is, or may be, larger than those without files. */
export function mayBeLarge(request: Request): boolean {
  const length = request.headers.get("content-length");
  return length === null || !(Number(length) <= BODY_MAX_BYTES);
}
