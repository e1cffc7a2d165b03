import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession, logOut } from "#app/domain/sessions/end-session.server.ts";
import { readRefreshCookie, serializeNoSession } from "#app/doors/session-cookies.server.ts";

export function loader() {
  return redirect("/");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const refreshToken = await readRefreshCookie(request.headers.get("cookie") ?? undefined);
  if (refreshToken) await logOut(refreshToken);
  if (context.actor) await endSession(context.actor.sessionId, "logged_out");
  for (const cookie of await serializeNoSession()) context.setCookie(cookie);
  return redirect("/login", 303);
}
