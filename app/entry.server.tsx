import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { AppError } from "#app/shared/errors.ts";
import { loadAllParts } from "./components/chat/lazy-part.ts";
import { NonceContext } from "./components/nonce.ts";
import { PreferencesContext } from "./components/preferences.ts";
import { toProblem } from "./doors/problem.server.ts";
import { translatorFor } from "./i18n/translator.server.ts";

export { runtime } from "./runtime.server.ts";

/**
 * Pages have no suspense, and rendering to a string takes a third of the time that streaming takes. Remix hands the
 * loaders' data to the browser through a suspense boundary, which a string cannot wait for; so the data is read first
 * and written behind the page, in the very form that Remix would have streamed it.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  await loadAllParts();
  const handoff = await renderHandoff(remixContext.serverHandoffStream, context.cspNonce);
  const html = renderToString(
    <I18nextProvider i18n={translatorFor(context.preferences.locale)}>
      <PreferencesContext.Provider value={context.preferences}>
        <NonceContext.Provider value={context.cspNonce}>
          <RemixServer
            context={{ ...remixContext, serverHandoffStream: undefined }}
            url={request.url}
            nonce={context.cspNonce}
          />
        </NonceContext.Provider>
      </PreferencesContext.Provider>
    </I18nextProvider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Language", context.preferences.locale);
  headers.set("Cache-Control", "no-store");
  return new Response(`<!doctype html>${html}${handoff}`, { status, headers });
}

/**
 * A form that was refused answers a script's fetch with 200: the page shows what is wrong, and a browser would write any
 * other status into its console as a failure of the page. Without a script the status is the real one.
 */
export function handleDataRequest(response: Response, { request }: { request: Request }): Response {
  const isRefusal = request.method === "POST" && response.status >= 400 && response.status < 500;
  return isRefusal ? new Response(response.body, { status: 200, headers: response.headers }) : response;
}

async function renderHandoff(stream: ReadableStream<Uint8Array> | undefined, nonce: string): Promise<string> {
  if (!stream) return "";
  const data = JSON.stringify(await new Response(stream).text()).replace(
    /[<>&\u2028\u2029]/g,
    escapeForScript,
  );
  const controller = "window.__remixContext.streamController";
  return `<script nonce="${nonce}">${controller}.enqueue(${data});${controller}.close();</script>`;
}

/** Inside a script element, nothing that people wrote may look like its end. */
function escapeForScript(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What no door explained: logged with its stack, and answered by an error page with the request id. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted || error instanceof AppError) return;
  toProblem(error, { requestId: context.requestId, door: "page" });
}
