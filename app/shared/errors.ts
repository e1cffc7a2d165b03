/** One row per error code: what every door answers, which sentence people read, and how loudly it is logged. */
export const ERRORS = {
  invalid_input: { status: 422, key: "errors.invalid_input", level: "info" },
  malformed: { status: 400, key: "errors.malformed", level: "info" },
  unauthenticated: { status: 401, key: "errors.unauthenticated", level: "info" },
  forbidden: { status: 403, key: "errors.forbidden", level: "info" },
  not_found: { status: 404, key: "errors.not_found", level: "info" },
  conflict: { status: 409, key: "errors.conflict", level: "info" },
  gone: { status: 410, key: "errors.gone", level: "info" },
  too_large: { status: 413, key: "errors.too_large", level: "info" },
  unsupported_media: { status: 415, key: "errors.unsupported_media", level: "info" },
  rate_limited: { status: 429, key: "errors.rate_limited", level: "info" },
  locked: { status: 423, key: "errors.locked", level: "info" },
  unavailable: { status: 503, key: "errors.unavailable", level: "error" },
  internal: { status: 500, key: "errors.internal", level: "error" },
} as const satisfies Record<ErrorCode, { status: number; key: string; level: "info" | "error" }>;

export type ErrorCode =
  | "invalid_input"
  | "malformed"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "gone"
  | "too_large"
  | "unsupported_media"
  | "rate_limited"
  | "locked"
  | "unavailable"
  | "internal";

/** What may be wrong with one field; each has a sentence under `fields.` in the translations. */
export type FieldCode =
  | "required"
  | "invalid"
  | "wrong_type"
  | "too_short"
  | "too_long"
  | "below_minimum"
  | "above_maximum"
  | "bad_text"
  | "taken"
  | "bad_email"
  | "bad_username"
  | "bad_role_name"
  | "reserved"
  | "wrong_password"
  | "wrong_code"
  | "too_weak"
  | "too_common"
  | "not_an_image"
  | "file_too_large"
  | "too_many_pixels"
  | "bad_emoji"
  | "bad_time_zone"
  | "in_the_past"
  | "unchanged"
  | "same_time";

export interface FieldError {
  path: string;
  code: FieldCode;
  /** Numbers for the sentence, e.g. `{ max: 8000 }`. */
  params?: Record<string, number>;
}

interface AppErrorOptions {
  /** A more exact sentence than the code's own: an i18n key. */
  key?: string;
  errors?: FieldError[];
  /** Seconds. */
  retryAfter?: number;
  cause?: unknown;
}

/** An error that is meant to be told to the caller. Anything else that is thrown is answered as `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly key: string;
  readonly errors: FieldError[];
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.key = options.key ?? ERRORS[code].key;
    this.errors = options.errors ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** `invalid_input` for a single field. */
export function invalidField(path: string, code: FieldCode, params?: Record<string, number>): AppError {
  return new AppError("invalid_input", { errors: [{ path, code, params }] });
}
