import { redirect, type AppLoadContext } from "@remix-run/node";
import {
  finishPendingLogIn,
  openSession,
  type SecondProof,
} from "#app/domain/sessions/pending-log-in.server.ts";
import type { UserRow } from "#app/domain/users/user-view.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import {
  readPendingLogIn,
  serializeNoPendingLogIn,
  serializePendingLogIn,
  serializeSession,
} from "./session-cookies.server.ts";
import "./request-context.ts";

interface LogInOptions {
  remember: boolean;
  /** What was shown: a password, or an account at a provider. */
  method: "password" | "provider";
  /** Where to go then: a path that `safeNextPath` has let through. */
  next: string;
}

/**
 * Lets somebody in who has just shown the first of their factors: on to where they wanted to go, or to the page that asks
 * for the second. Throws `forbidden` for a deactivated account.
 */
export async function openSessionOrAskForFactor(
  user: UserRow,
  { remember, method, next }: LogInOptions,
  context: AppLoadContext,
): Promise<Response> {
  const opened = await openSession(user, { remember, method }, context);
  if ("session" in opened) {
    await giveSession(opened.session, remember, context);
    return redirect(next, 303);
  }
  context.setCookie(await serializePendingLogIn(opened.ticket));
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return redirect(`/login/second-factor${query}`, 303);
}

/** Lets somebody in whose browser holds a ticket and who shows the second factor. Throws what `finishPendingLogIn` does. */
export async function openPendingSession(
  request: Request,
  proof: SecondProof,
  context: AppLoadContext,
): Promise<void> {
  const ticket = await readPendingLogIn(request.headers.get("cookie"));
  if (!ticket) throw new AppError("unauthenticated", { key: "errors.log_in_expired" });
  const { session, remember } = await finishPendingLogIn(ticket, proof, context);
  await giveSession(session, remember, context);
  context.setCookie(await serializeNoPendingLogIn());
}

/** Leaves a session in the browser. */
export async function giveSession(
  session: SessionView,
  remember: boolean,
  context: AppLoadContext,
): Promise<void> {
  for (const cookie of await serializeSession(session, remember)) context.setCookie(cookie);
}
