import type { PasskeyOutcome } from "#app/components/factors/ask-passkey.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import type { Person } from "#tests/factories.ts";
import { SoftwareAuthenticator } from "#tests/software-authenticator.ts";
import { toCookieHeader } from "./http-client.ts";
import { serverUrl } from "./server-address.ts";

/** Where the people of these tests open Parley: passkeys want a name, not the address of a machine. */
export const SITE = "http://localhost:4173";

export interface PasskeyAnswer extends PasskeyOutcome {
  status: number;
  setCookies: string[];
  options: { challenge: string; rpId?: string; rp?: { id: string }; allowCredentials?: { id: string }[] };
  problem?: PageProblem;
}

interface CallOptions {
  person?: Person;
  cookie?: string;
  origin?: string;
}

/** What a page's script asks. */
export async function askPasskeys(
  body: unknown,
  { person, cookie, origin = SITE }: CallOptions = {},
): Promise<PasskeyAnswer> {
  const cookies = cookie ?? (person && toCookieHeader(await serializeSession(person.session, false)));
  const response = await fetch(`${serverUrl()}/resources/passkeys`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, ...(cookies && { cookie: cookies }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as Partial<PasskeyAnswer>;
  const setCookies = response.headers.getSetCookie();
  return { options: { challenge: "" }, ...answer, status: response.status, setCookies };
}

/** The challenge and whatever else a browser needs. */
export async function begin(purpose: string, options: CallOptions = {}) {
  return (await askPasskeys({ step: "begin", purpose }, options)).options;
}

/** Gives the person a passkey. */
export async function addPasskey(person: Person, name = "Laptop"): Promise<SoftwareAuthenticator> {
  const device = new SoftwareAuthenticator(SITE);
  const answer = device.register(await begin("register", { person }));
  const { status } = await askPasskeys({ step: "register", name, answer }, { person });
  if (status !== 200) throw new Error(`The passkey was refused: ${status}`);
  return device;
}
