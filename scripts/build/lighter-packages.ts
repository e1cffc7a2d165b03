import { resolve } from "node:path";
import type { Plugin } from "vite";

/** For each package, the module that has as much of it as browsers use. */
const REPLACED: Record<string, string> = {
  i18next: resolve("app/i18n/browser/i18next.ts"),
  "react-i18next": resolve("app/i18n/browser/react-i18next.ts"),
  uuidv7: resolve("app/shared/browser-uuid.ts"),
};
/** Modules that never come to use, and as much of each as stays to be imported. */
const UNUSED: Record<string, string> = {
  // The server takes websockets only, so the ways around them are never tried.
  "\0parley:no-transport": "export const XHR = undefined, Fetch = undefined, WT = undefined;",
  // All routes are known from the start.
  "\0parley:no-discovery": `export const isFogOfWarEnabled = () => false;
    export const getPatchRoutesOnNavigationFunction = () => undefined;
    export const getPartialManifest = (manifest) => manifest;
    export const useFogOFWarDiscovery = () => {};`,
};

/** Gives browsers less of some packages than the server, where a first page would load what nothing in it uses. */
export function lighterPackages(): Plugin {
  return {
    name: "parley:lighter-packages",
    enforce: "pre",
    resolveId(source, importer = "", options) {
      if (options.ssr) return undefined;
      const isEngine = importer.includes("/engine.io-client/build/esm");
      if (isEngine && /\/transports\/|^\.\//.test(source) && /(polling|webtransport)[\w.-]*$/.test(source))
        return "\0parley:no-transport";
      if (importer.includes("/@remix-run/react/") && source === "./fog-of-war.js")
        return "\0parley:no-discovery";
      return REPLACED[source];
    },
    load: (id) => UNUSED[id],
  };
}
