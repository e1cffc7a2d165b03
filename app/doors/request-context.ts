import "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import type { Preferences } from "#app/shared/preferences.ts";

declare module "@remix-run/node" {
  /** What every loader and action gets as `context`; made once per request, before any of them runs. */
  interface AppLoadContext {
    requestId: string;
    /** The client's address as far as TRUST_PROXY lets us believe it. */
    address: string;
    userAgent: string;
    /** Signed in by cookie; null for everybody else. REST does not look at it. */
    actor: Actor | null;
    /** The browser's session has just been ended, because its tokens were used from two places. */
    isReplayed: boolean;
    /** How the page looks, its language included. */
    preferences: Preferences;
    cspNonce: string;
    /** Adds a Set-Cookie to whatever answer follows, a redirect included. */
    setCookie(cookie: string): void;
    /** Sets a header of whatever answer follows: Remix passes on none that an action or a thrown error brings. */
    setHeader(name: string, value: string): void;
    /** Notes who asked, for the log line of this request. */
    noteUser(userId: string): void;
  }
}
