import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession, logOut } from "#app/domain/sessions/end-session.server.ts";
import { toPageError } from "#app/doors/page-door.server.ts";
import { readRefreshCookie, serializeNoSession } from "#app/doors/session-cookies.server.ts";

export function loader() {
  return redirect("/");
}

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args;
  try {
    if (context.actor) await endSession(context.actor.sessionId, "logged_out");
    const refreshToken = await readRefreshCookie(request.headers.get("cookie") ?? undefined);
    if (refreshToken) await logOut(refreshToken);
  } catch (error) {
    throw toPageError(error, args);
  }
  for (const cookie of await serializeNoSession()) context.setCookie(cookie);
  return redirect("/login", 303);
}
