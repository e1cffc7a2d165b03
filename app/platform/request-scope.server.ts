import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "./singleton.server.ts";

/** The request that is being answered, for what is written about it: log lines, the audit log. */
export interface RequestScope {
  requestId: string;
  /** The client's address. */
  address: string;
  /** Its Accept-Language header. */
  languages: string;
}

const storage = singleton("request scope", () => new AsyncLocalStorage<RequestScope>());

/** Runs `run` and all that it awaits as part of this request. */
export function runInRequest<T>(scope: RequestScope, run: () => T): T {
  return storage.run(scope, run);
}

/** Empty in jobs, timers and scripts, which no request asked for. */
export function currentRequest(): RequestScope {
  return storage.getStore() ?? { requestId: "", address: "", languages: "" };
}
