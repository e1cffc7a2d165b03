import type { Plugin } from "vite";

const LOGGED = "} catch (e) {\n    console.error(e);\n    throw new Error(`Unable to decode";
const QUIET = LOGGED.replace("console.error(e);", "if (!init.signal?.aborted) console.error(e);");

/**
 * Keeps Remix (2.17) from writing to people's consoles that an answer was ended which nobody waits for any more, since they
 * went on to another page while it came in. Throws where Remix no longer says so, and this can go.
 */
export function quietAborts(): Plugin {
  return {
    name: "parley:quiet-aborts",
    transform(code, id, options) {
      if (options?.ssr || !id.includes("/@remix-run/react/") || !id.endsWith("/single-fetch.js")) return;
      if (!code.includes(LOGGED)) throw new Error(`${id} does not log ended answers as it did.`);
      return { code: code.replace(LOGGED, QUIET), map: null };
    },
  };
}
