import { createHash } from "node:crypto";
import { build, type Plugin, type Rollup } from "vite";

/**
 * Builds the service worker to `/sw.js`, beside the pages' files, whose names it knows: another build is another worker,
 * and that is how browsers notice. In development there is none.
 */
export function serviceWorker(): Plugin {
  return {
    name: "parley:service-worker",
    apply: (config, { command }) => command === "build" && !config.build?.ssr,
    async generateBundle(_options, bundle) {
      const names = Object.keys(bundle).sort();
      const stylesheets = names
        .filter((name) => /^assets\/app-.*\.css$/.test(name))
        .map((name) => `/${name}`);
      const source = await bundleWorker({
        __VERSION__: JSON.stringify(createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 12)),
        __SHELL__: JSON.stringify(["/favicon.svg", ...stylesheets]),
      });
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

async function bundleWorker(define: Record<string, string>): Promise<string> {
  const outputs = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define,
    build: {
      write: false,
      target: "es2022",
      copyPublicDir: false,
      lib: { entry: "app/service-worker/service-worker.ts", formats: ["iife"], name: "worker" },
    },
  });
  const [output] = outputs as Rollup.RollupOutput[];
  return output!.output[0].code;
}
