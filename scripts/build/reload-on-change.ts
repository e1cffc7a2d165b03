import type { Plugin } from "vite";

/**
 * Loads the page again when a script of it has changed. Remix updates components in place by React's own means, which
 * Preact does not know: without this a change would not be seen. Styles are still exchanged in place.
 */
export function reloadOnChange(): Plugin {
  return {
    name: "parley:reload-on-change",
    apply: "serve",
    enforce: "pre",
    handleHotUpdate({ file, modules, server }) {
      if (modules.length === 0 || !/\.tsx?$/.test(file)) return undefined;
      server.ws.send({ type: "full-reload" });
      return [];
    },
  };
}
