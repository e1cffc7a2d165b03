import { resolve } from "node:path";
import type { Plugin } from "vite";

/** For each package, the module that has as much of it as browsers use. */
const REPLACED: Record<string, string> = {
  i18next: resolve("app/i18n/browser/i18next.ts"),
  "react-i18next": resolve("app/i18n/browser/react-i18next.ts"),
  uuidv7: resolve("app/shared/browser-uuid.ts"),
};
const NO_TRANSPORT = "\0parley:no-transport";

/** Gives browsers less of some packages than the server, where a first page would load what nothing in it uses. */
export function lighterPackages(): Plugin {
  return {
    name: "parley:lighter-packages",
    enforce: "pre",
    resolveId(source, importer = "", options) {
      if (options.ssr) return undefined;
      // The server takes websockets only, so the ways around them never come to use.
      const isEngine = importer.includes("/engine.io-client/build/esm");
      if (isEngine && /\/transports\/|^\.\//.test(source) && /(polling|webtransport)[\w.-]*$/.test(source))
        return NO_TRANSPORT;
      return REPLACED[source];
    },
    load: (id) =>
      id === NO_TRANSPORT ? "export const XHR = undefined, Fetch = undefined, WT = undefined;" : undefined,
  };
}
