import type { ErrorCode, FieldError } from "./errors.ts";

/** What an error page or a form may know of a problem. */
export interface PageProblem {
  code: ErrorCode;
  /** The sentence's i18n key. */
  key: string;
  /** The sentence as the server says it: a page need not have loaded the texts of every error. */
  detail?: string;
  errors: FieldError[];
  /** Seconds. */
  retryAfter?: number;
  requestId: string;
}

/** What a form shows when it could not be carried out: the sentence, the fields, and what was typed. */
export interface FormFailure {
  problem: PageProblem;
  values: Record<string, string>;
}

/** The failure in an action's data, if that is what it is. */
export function findFailure(actionData: unknown): FormFailure | undefined {
  const isFailure = typeof actionData === "object" && actionData !== null && "problem" in actionData;
  return isFailure ? (actionData as FormFailure) : undefined;
}
