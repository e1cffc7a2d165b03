import type { AppLoadContext } from "@remix-run/node";
import type { Actor, Restriction } from "#app/domain/actor.ts";
import { askForPasskey } from "#app/domain/factors/check-passkey.server.ts";
import { passkeyStepSchema, type PasskeyPurpose } from "#app/domain/factors/factors.schema.ts";
import { beginPasskey, registerPasskey } from "#app/domain/factors/register-passkey.server.ts";
import { findRelyingParty, type RelyingParty } from "#app/domain/factors/relying-party.server.ts";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { beginPasskeyLogIn, logInWithPasskey } from "#app/domain/sessions/log-in-with-passkey.server.ts";
import { findPendingLogIn } from "#app/domain/sessions/pending-log-in.server.ts";
import { beginPasskeyProof, proveWithPasskey } from "#app/domain/sessions/prove-with-passkey.server.ts";
import { createJsonAction } from "#app/doors/json-door.server.ts";
import { giveSession, openPendingSession } from "#app/doors/log-in-door.server.ts";
import { safeNextPath } from "#app/doors/page-door.server.ts";
import { readPendingLogIn } from "#app/doors/session-cookies.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { parseInput } from "#app/shared/schemas.ts";

/** Sensitive steps are there for every session, also to get rid of what restricts it. */
const ANY: Restriction[] = ["verify_email", "second_factor", "deletion"];

export function loader(): never {
  throw new Response(null, { status: 404 });
}

/** Both halves of every use of a passkey: what the browser is to ask for, and what it answered. */
export const action = createJsonAction(async ({ body, request, context }) => {
  const input = parseInput(passkeyStepSchema, body);
  const party = findRelyingParty(request.headers.get("origin"));
  switch (input.step) {
    case "begin":
      return { options: await begin(input.purpose, party, request, context) };
    case "register":
      return { recoveryCodes: await registerPasskey(requireActor(context, ["second_factor"]), input, party) };
    case "log_in": {
      const { answer, remember } = input;
      await giveSession(await logInWithPasskey(answer, { remember, party }, context), remember, context);
      return { location: safeNextPath(input.next) };
    }
    case "second_factor":
      await openPendingSession(request, { answer: input.answer, party }, context);
      return { location: safeNextPath(input.next) };
    case "prove":
      await proveWithPasskey(requireActor(context, ANY), input.answer, party);
      return {};
  }
});

async function begin(
  purpose: PasskeyPurpose,
  party: RelyingParty,
  request: Request,
  context: AppLoadContext,
): Promise<object> {
  switch (purpose) {
    case "register":
      return beginPasskey(requireActor(context, ["second_factor"]), party);
    case "log_in":
      return beginPasskeyLogIn(party, context);
    case "second_factor": {
      await consumeLimit("log-in by address", context.address);
      const ticket = await readPendingLogIn(request.headers.get("cookie"));
      const pending = ticket && (await findPendingLogIn(ticket));
      if (!pending) throw new AppError("unauthenticated", { key: "errors.log_in_expired" });
      return askForPasskey({ purpose, userId: pending.user.id }, party);
    }
    case "prove":
      return beginPasskeyProof(requireActor(context, ANY), party);
  }
}

function requireActor({ actor }: AppLoadContext, allow: Restriction[]): Actor {
  if (!actor) throw new AppError("unauthenticated");
  refuseRestricted(actor, allow);
  return actor;
}
