import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import tailwindcss from "@tailwindcss/vite";
import { serviceWorker } from "./app/service-worker/build-worker.ts";
import { createChunks } from "./scripts/build/chunks.ts";
import { lighterPackages } from "./scripts/build/lighter-packages.ts";
import { quietAborts } from "./scripts/build/quiet-aborts.ts";
import { reloadOnChange } from "./scripts/build/reload-on-change.ts";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  // Named rather than discovered: discovery walks into server modules and tries to bundle native packages for browsers.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      "@radix-ui/react-dialog",
      "@radix-ui/react-tooltip",
      "gemoji",
      "idb-keyval",
      "lowlight",
      "lucide-react",
      "marked",
      "socket.io-client",
    ],
  },
  // What every browser of the last years speaks; older syntax is longer.
  build: {
    target: "es2022",
    // 5 kB less than esbuild makes of a first page.
    minify: isSsrBuild ? false : "terser",
    terserOptions: { module: true, compress: { passes: 2 }, format: { comments: "some" } },
    rollupOptions: { output: isSsrBuild ? {} : { manualChunks: createChunks() } },
  },
  plugins: [
    tailwindcss(),
    reloadOnChange(),
    remix({
      // Every other flag of the next version is on, so that moving to React Router stays mechanical. Routes are not
      // discovered link by link: each link that comes into a page, and messages are full of them, would cost a request.
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    lighterPackages(),
    quietAborts(),
    serviceWorker(),
  ],
}));
