import { isDatabaseOutage } from "#app/platform/postgres/errors.server.ts";
import { translate } from "#app/i18n/translator.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { currentRequest } from "#app/platform/request-scope.server.ts";
import { AppError, ERRORS, type FieldError } from "#app/shared/errors.ts";
import { pickLocale, type Locale } from "#app/shared/locales.ts";

/** What went wrong, as any door may tell it: never a stack, a query or a driver's words. */
export interface Problem {
  code: AppError["code"];
  status: number;
  /** The sentence, in the language that the request asks for; pages translate `key` instead. */
  detail: string;
  /** The language that it is in. */
  locale: Locale;
  key: string;
  errors: (FieldError & { detail: string })[];
  retryAfter: number | undefined;
}

/**
 * Turns whatever was thrown into a problem. What is not an `AppError` is logged with its stack and the request id, and
 * answered with one fixed sentence; a lost database is `unavailable`, so that callers try again.
 */
export function toProblem(error: unknown, context: { requestId: string; door: string }): Problem {
  const known = error instanceof AppError ? error : explainUnknown(error, context);
  const { status } = ERRORS[known.code];
  const locale = pickLocale(currentRequest().languages);
  return {
    code: known.code,
    status,
    detail: translate(locale, known.key),
    locale,
    key: known.key,
    errors: known.errors.map((field) => ({
      ...field,
      detail: translate(locale, `fields.${field.code}`, field.params),
    })),
    retryAfter: known.retryAfter,
  };
}

function explainUnknown(error: unknown, context: { requestId: string; door: string }): AppError {
  const code = isDatabaseOutage(error) ? "unavailable" : "internal";
  logger()[ERRORS[code].level]({ ...context, code, err: describeForLog(error) }, "request failed");
  return new AppError(code);
}

/** Names and places only: a database error's own message quotes the query's parameters, which are people's words. */
export function describeForLog(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const stack = error.stack
    // The stack begins with the message, and a row of somebody's text may begin with "at" too.
    ?.replace(error.message, "")
    .split("\n")
    .filter((row) => row.trimStart().startsWith("at "))
    .slice(0, 12);
  const code = "code" in error ? String(error.code) : undefined;
  const isQuery = "query" in error || error.constructor.name === "PostgresError";
  return {
    type: error.constructor.name,
    code,
    message: isQuery ? undefined : error.message,
    stack,
    cause: error.cause ? describeForLog(error.cause) : undefined,
  };
}
