import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit, type LimitName } from "#app/platform/rate-limit.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { BODY_MAX_BYTES, FORM_FILES_MAX_BYTES } from "#app/shared/limits.ts";
import { drainBody } from "./request-body.server.ts";

/** Uploads that are held in memory at the same time in this process. */
const AT_ONCE = 24;
/** Of them, one person's: slow ones must not keep everybody else out. */
const AT_ONCE_BY_USER = 4;
/** Bytes of all of them, as they announce themselves. */
const BYTES_AT_ONCE = 400 * 1024 * 1024;

/** What is being received, from whom. */
const receiving = singleton("uploads", () => [] as { userId: string; bytes: number }[]);

/**
 * Reads and uses an upload, which is counted before any of it is kept. Throws `rate_limited` where the person has sent too
 * many, or too many are being read already.
 */
export async function receiveUpload<T>(
  { userId }: Actor,
  request: Request,
  receive: () => Promise<T>,
  countAs: LimitName = "upload by user",
): Promise<T> {
  let place: (typeof receiving)[number];
  try {
    await consumeLimit(countAs, userId);
    place = takePlace(userId, request);
  } catch (error) {
    await drainBody(request);
    throw error;
  }
  try {
    return await receive();
  } finally {
    receiving.splice(receiving.indexOf(place), 1);
  }
}

function takePlace(userId: string, request: Request): (typeof receiving)[number] {
  const place = { userId, bytes: Math.min(readLength(request), FORM_FILES_MAX_BYTES) };
  const own = receiving.filter((other) => other.userId === userId);
  const bytes = receiving.reduce((sum, other) => sum + other.bytes, place.bytes);
  if (receiving.length >= AT_ONCE || own.length >= AT_ONCE_BY_USER || bytes > BYTES_AT_ONCE)
    throw new AppError("rate_limited", { retryAfter: 10 });
  receiving.push(place);
  return place;
}

/** Of a body that does not tell, as much as there may be. */
function readLength(request: Request): number {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  return Number.isNaN(length) ? FORM_FILES_MAX_BYTES : length;
}

/** Whether a body is, or may be, larger than those without files. */
export function mayBeLarge(request: Request): boolean {
  const length = request.headers.get("content-length");
  return length === null || !(Number(length) <= BODY_MAX_BYTES);
}
