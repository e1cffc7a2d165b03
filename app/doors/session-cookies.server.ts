import { createCookie } from "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import {
  findSessionByAccessToken,
  findSessionByRefreshToken,
} from "#app/domain/sessions/find-session.server.ts";
import { PENDING_LIFETIME } from "#app/domain/sessions/pending-log-in.server.ts";
import { refreshSession } from "#app/domain/sessions/refresh-session.server.ts";
import { appUrl } from "#app/platform/env.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { DAY, SECOND } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";

interface SessionCookies {
  access: string | null;
  refresh: string | null;
  remember: boolean;
}

function define(name: string) {
  const secure = appUrl().startsWith("https:");
  // "__Host-" binds a cookie to this very host over https; browsers refuse the prefix without Secure.
  return createCookie(secure ? `__Host-${name}` : name, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
  });
}

/** The tokens in a Cookie header. */
async function readCookies(header: string | undefined): Promise<SessionCookies> {
  const [access, refresh] = await Promise.all([
    define("parley_access").parse(header ?? null),
    define("parley_refresh").parse(header ?? null),
  ]);
  return {
    access: typeof access === "string" ? access : null,
    refresh: typeof refresh?.token === "string" ? refresh.token : null,
    remember: refresh?.remember === true,
  };
}

/** The Set-Cookie headers that keep a session; without `remember` they end with the browser. */
export async function serializeSession(session: SessionView, remember: boolean): Promise<string[]> {
  const lifetime = remember ? { maxAge: (60 * DAY) / SECOND } : {};
  return Promise.all([
    define("parley_access").serialize(session.accessToken, lifetime),
    define("parley_refresh").serialize({ token: session.refreshToken, remember }, lifetime),
  ]);
}

/** The Set-Cookie headers that forget a session. */
export async function serializeNoSession(): Promise<string[]> {
  const gone = { expires: new Date(0) };
  return Promise.all([
    define("parley_access").serialize("", gone),
    define("parley_refresh").serialize("", gone),
  ]);
}

/** The Set-Cookie header that keeps the ticket of a log-in whose second factor is still to be shown. */
export async function serializePendingLogIn(ticket: string): Promise<string> {
  return define("parley_pending").serialize(ticket, { maxAge: PENDING_LIFETIME });
}

/** The Set-Cookie header that forgets it. */
export async function serializeNoPendingLogIn(): Promise<string> {
  return define("parley_pending").serialize("", { expires: new Date(0) });
}

/** The ticket in a Cookie header. */
export async function readPendingLogIn(header: string | null): Promise<string | null> {
  const ticket: unknown = await define("parley_pending").parse(header);
  return typeof ticket === "string" && ticket !== "" ? ticket : null;
}

/** The refresh token of a Cookie header, for logging out. */
export async function readRefreshCookie(header: string | undefined): Promise<string | null> {
  return (await readCookies(header)).refresh;
}

/**
 * Who a page request comes from, and whether the session ended because its tokens were used from two places. An access token that has run out is renewed on the way, so that pages work for as long
 * as the session lives, also without JavaScript.
 */
export async function findPageActor(
  header: string | undefined,
  setCookie: (cookie: string) => void,
): Promise<{ actor: Actor | null; isReplayed: boolean }> {
  const { access, refresh, remember } = await readCookies(header);
  const actor = access ? await findSessionByAccessToken(access) : null;
  if (actor || !refresh) return { actor, isReplayed: false };
  try {
    const session = await refreshSession(refresh);
    for (const cookie of await serializeSession(session, remember)) setCookie(cookie);
    return { actor: await findSessionByAccessToken(session.accessToken), isReplayed: false };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unauthenticated") throw error;
    for (const cookie of await serializeNoSession()) setCookie(cookie);
    return { actor: null, isReplayed: error.key === "errors.session_replayed" };
  }
}

/** Who a socket's handshake comes from. It cannot store new cookies, so the refresh token is looked at, not used. */
export async function findHandshakeActor(header: string | undefined): Promise<Actor | null> {
  const { access, refresh } = await readCookies(header);
  const actor = access ? await findSessionByAccessToken(access) : null;
  return actor ?? (refresh ? findSessionByRefreshToken(refresh) : null);
}
