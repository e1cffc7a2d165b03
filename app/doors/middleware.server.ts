import { randomBytes } from "node:crypto";
import cors from "cors";
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from "express";
import helmet from "helmet";
import { appUrl, env } from "#app/platform/env.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { runInRequest } from "#app/platform/request-scope.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import type { Preferences } from "#app/shared/preferences.ts";
import { findClientAddress } from "./client-address.server.ts";
import { safeNextPath } from "./page-door.server.ts";
import { readLanguages, readPreferences } from "./preferences.server.ts";
import { toProblem } from "./problem.server.ts";
import { toProblemResponse } from "./rest-door.server.ts";
import { isSameOrigin } from "./same-origin.server.ts";

const isRest = (request: Request) => request.path.startsWith("/api/");

/** A path as log lines may have it: the code of a join link opens its channel to whoever reads it. */
function hideCode(path: string): string {
  const plain = isDecodable(path) ? decodeURIComponent(path) : path;
  const [before] = /^.*?\/join(-links)?\//i.exec(plain) ?? [];
  return before === undefined ? path : `${before}-`;
}

/** Gives the request an id, and writes one line about it when it is done: no query, no body, no token, no address. */
function logRequest(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.locals["requestId"] = createId();
  response.setHeader("X-Request-Id", response.locals["requestId"]);
  const door = isRest(request) ? "rest" : "page";
  const { method } = request;
  const path = hideCode(request.path);
  response.on("close", () => {
    const level = path.startsWith("/health") ? "debug" : response.statusCode >= 500 ? "error" : "info";
    logger()[level]({
      requestId: response.locals["requestId"],
      userId: response.locals["userId"],
      door,
      method,
      path,
      status: response.statusCode,
      durationMs: Math.round(performance.now() - started),
    });
  });
  const scope = {
    requestId: response.locals["requestId"] as string,
    address: findClientAddress(request),
    languages: readLanguages(request.headers.cookie, request.get("accept-language") ?? ""),
  };
  runInRequest(scope, next);
}

/** The headers of every answer, files included, and the nonce that lets this answer's own scripts run. */
export function createSecurityHeaders(): RequestHandler {
  const isHttps = appUrl().startsWith("https:");
  const nonce = (_: unknown, response: unknown) => `'nonce-${(response as Response).locals["cspNonce"]}'`;
  const setHeaders = helmet({
    contentSecurityPolicy: env().NODE_ENV !== "development" && {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonce],
        imgSrc: ["'self'", "data:", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: isHttps && { maxAge: 31_536_000 },
    // Browsers ignore these two without https, and complain about it in the console.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    referrerPolicy: { policy: "same-origin" },
  });
  return (request, response, next) => {
    response.locals["cspNonce"] = randomBytes(16).toString("base64");
    setHeaders(request, response, next);
  };
}

/** Forms of other sites get nothing done here, whatever cookies the browser sends along. */
function refuseCrossSite(request: Request, _response: Response, next: NextFunction): void {
  const isSafe = ["GET", "HEAD", "OPTIONS"].includes(request.method);
  if (isSafe || isRest(request) || isSameOrigin(request.headers)) return next();
  next(new AppError("forbidden", { key: "errors.cross_site" }));
}

const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/** Express and Remix have no answer of ours for an address that is no text, a Host that makes no URL, or an odd method. */
function refuseBadAddress(request: Request, _response: Response, next: NextFunction): void {
  const isUrl = URL.canParse(`http://${request.headers.host ?? ""}${request.originalUrl}`);
  if (!isUrl || !isDecodable(request.path)) return next(new AppError("malformed"));
  if (METHODS.has(request.method)) return next();
  next(new AppError("not_found", { key: "errors.method_not_allowed" }));
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** What every dynamic request passes before Remix, in this order. */
export function createMiddleware(): RequestHandler[] {
  const { CORS_ORIGINS } = env();
  const crossOrigin = cors({
    origin: CORS_ORIGINS,
    exposedHeaders: ["Retry-After", "X-Request-Id"],
    maxAge: 600,
  });
  return [
    logRequest,
    refuseBadAddress,
    (request, response, next) =>
      isRest(request) && CORS_ORIGINS.length ? crossOrigin(request, response, next) : next(),
    refuseCrossSite,
  ];
}

/** What went wrong outside of any page, for a document that says so. */
export interface PlainProblem {
  problem: PageProblem;
  preferences: Preferences;
  /** The address to try again, where that may help. */
  again: string | null;
}

/** Answers what went wrong outside of any page: a document for people, which `render` makes, and a problem for programs. */
export function createErrorAnswer(render: (plain: PlainProblem) => string): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = String(response.locals["requestId"] ?? "");
    if (isRest(request)) {
      const problem = toProblemResponse(error, requestId);
      response.status(problem.status).type("application/problem+json");
      void problem.text().then((body) => response.send(body));
      return;
    }
    const problem = toProblem(error, { requestId, door: "page" });
    if (problem.retryAfter) response.setHeader("Retry-After", String(problem.retryAfter));
    const { headers, method, originalUrl } = request;
    const preferences = readPreferences(headers.cookie, request.get("accept-language") ?? "");
    const mayWork = problem.status >= 500 || problem.code === "rate_limited";
    const again = method === "GET" && mayWork ? safeNextPath(originalUrl) : null;
    response.setHeader("Content-Language", preferences.locale);
    response.setHeader("Cache-Control", "no-store");
    response
      .status(problem.status)
      .type("html")
      .send(render({ problem: { ...problem, requestId }, preferences, again }));
  };
}
