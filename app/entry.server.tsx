import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { AppError } from "#app/shared/errors.ts";
import { toProblem } from "./doors/problem.server.ts";
import { createTranslator } from "./i18n/index.ts";
import { NonceContext } from "./components/nonce.ts";

export { runtime } from "./runtime.server.ts";

/** Pages have no suspense, and rendering to a string takes a third of the time that streaming them does. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Response {
  const html = renderToString(
    <I18nextProvider i18n={createTranslator()}>
      <NonceContext.Provider value={context.cspNonce}>
        <RemixServer context={remixContext} url={request.url} nonce={context.cspNonce} />
      </NonceContext.Provider>
    </I18nextProvider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Cache-Control", "no-store");
  return new Response(`<!doctype html>${html}`, { status, headers });
}

/** What no door explained: logged with its stack, and answered by an error page with the request id. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted || error instanceof AppError) return;
  toProblem(error, { requestId: context.requestId, door: "page" });
}
