import type { AppLoadContext } from "@remix-run/node";
import type { Request, Response } from "express";
import { PERSON_HEADER } from "#app/shared/service-worker.ts";
import { findClientAddress } from "./client-address.server.ts";
import { keepPreferences, readPreferences } from "./preferences.server.ts";
import { findPageActor } from "./session-cookies.server.ts";
import "./request-context.ts";

/** What loaders and actions get. Looks the session up once, for all loaders of a page together. */
export async function createLoadContext(request: Request, response: Response): Promise<AppLoadContext> {
  const address = findClientAddress(request);
  // A browser that goes elsewhere meanwhile has had its answer; what loaders still find out is for nobody.
  const unlessAnswered = (write: () => void) => (response.headersSent ? undefined : write());
  const setCookie = (cookie: string) => unlessAnswered(() => response.append("Set-Cookie", cookie));
  const setHeader = (name: string, value: string) => unlessAnswered(() => response.setHeader(name, value));
  const noteUser = (userId: string) => void (response.locals["userId"] = userId);
  const isPage = !/^\/(api|health)(\/|$)/.test(request.path);
  const nobody = { actor: null, isReplayed: false };
  const { actor, isReplayed } = isPage ? await findPageActor(request.headers.cookie, setCookie) : nobody;
  if (actor) {
    noteUser(actor.userId);
    // By it the service worker keeps the copies of one person from everybody else.
    setHeader(PERSON_HEADER, actor.userId);
  }
  const { cookie } = request.headers;
  const preferences = actor?.preferences ?? readPreferences(cookie, request.get("accept-language") ?? "");
  const kept = actor && request.method === "GET" && keepPreferences(cookie, actor.preferences);
  if (kept) setCookie(kept);
  return {
    requestId: response.locals["requestId"],
    cspNonce: response.locals["cspNonce"],
    address,
    userAgent: request.get("user-agent") ?? "",
    actor,
    isReplayed,
    preferences,
    setCookie,
    setHeader,
    noteUser,
  };
}
