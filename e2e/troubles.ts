import type { BrowserContext } from "@playwright/test";

/** What went wrong in a browser without anybody looking. */
export class Troubles {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  watch(context: BrowserContext, origin: string, hasScript: boolean): void {
    context.on("console", (message) => {
      // Remix (2.17) says so of an answer that still came in when somebody went on to another page.
      if (message.text().startsWith("AbortError:")) return;
      if (["error", "warning"].includes(message.type()))
        this.#seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => {
      this.#seen.push(`page error: ${error.error().stack ?? error.error().message}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // Leaving a page ends what it still loads, and with JavaScript off no script is let in.
      // What the service worker asks for in a page's place fails by another name then.
      const isEnded =
        reason === "net::ERR_ABORTED" ||
        (reason === "net::ERR_FAILED" && new URL(request.url()).pathname === "/favicon.svg");
      const isExpected = isEnded || (!hasScript && request.resourceType() === "script");
      if (!isExpected) this.#seen.push(`request failed: ${request.url()} ${reason}`);
    });
    context.on("response", (response) => {
      if (response.status() >= 500) this.#seen.push(`answer ${response.status()}: ${response.url()}`);
    });
    context.on("request", (request) => {
      if (!request.url().startsWith(origin) && /^https?:/.test(request.url()))
        this.#seen.push(`request to another site: ${request.url()}`);
    });
  }

  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  /** What nobody said was to be expected. */
  list(): string[] {
    return this.#seen.filter((trouble) => !this.#allowed.some((pattern) => pattern.test(trouble)));
  }
}
