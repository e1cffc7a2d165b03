import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { PasskeyPurpose } from "#app/domain/factors/factors.schema.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";

/** What the server answers in the end: codes to keep, or where to go. */
export interface PasskeyOutcome {
  recoveryCodes?: string[];
  location?: string;
}

/** Why a passkey did not work, in the form in which pages show any problem. */
export class PasskeyError extends Error {
  readonly problem: PageProblem;

  constructor(problem: PageProblem) {
    super(problem.key);
    this.problem = problem;
  }
}

/** What the browser itself says (names of WebAuthn's errors), and the library's finer words for some of it. */
const REASONS: Record<string, string> = {
  NotAllowedError: "factors.passkeyCancelled",
  AbortError: "factors.passkeyCancelled",
  SecurityError: "factors.passkeyAddress",
  InvalidStateError: "errors.passkey_known",
};

/**
 * The whole way of a passkey: asks the server for a challenge, the person for a passkey, and the server what it makes of
 * the answer. Throws `PasskeyError`.
 */
export async function askPasskey(purpose: PasskeyPurpose, details: object): Promise<PasskeyOutcome> {
  const { options } = await post<{ options: unknown }>({ step: "begin", purpose });
  const answer = await askBrowser(purpose, options);
  return post<PasskeyOutcome>({ ...details, step: purpose, answer });
}

async function askBrowser(purpose: PasskeyPurpose, options: unknown): Promise<object> {
  try {
    // Loaded when it is asked for: nobody else pays for it.
    const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
    return purpose === "register"
      ? await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
      : await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    throw explain(REASONS[name] ?? "errors.passkey_failed");
  }
}

async function post<T>(body: object): Promise<T> {
  const answer = await fetch("/resources/passkeys", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  })
    .then((response) => response.json() as Promise<T | { problem: PageProblem }>)
    .catch(() => {
      throw explain("errors.unreachable");
    });
  if (typeof answer === "object" && answer !== null && "problem" in answer)
    throw new PasskeyError(answer.problem);
  return answer;
}

function explain(key: string): PasskeyError {
  return new PasskeyError({ code: "invalid_input", key, errors: [], requestId: "" });
}
