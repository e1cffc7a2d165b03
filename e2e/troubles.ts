import type { BrowserContext } from "@playwright/test";

/** What went wrong in a browser without anybody looking. */
export class Troubles {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  watch(context: BrowserContext, origin: string, hasScript: boolean): void {
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        this.#seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => {
      this.#seen.push(`page error: ${error.error().stack ?? error.error().message}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // Leaving a page ends what it still loads, and with JavaScript off no script is let in.
      const isExpected = reason === "net::ERR_ABORTED" || (!hasScript && request.resourceType() === "script");
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
