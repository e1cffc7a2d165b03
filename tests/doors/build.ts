import type { ServerBuild } from "@remix-run/node";
import type { RouteConfigEntry } from "@remix-run/route-config";
import * as entry from "#app/entry.server.tsx";
import routeConfig from "#app/routes.ts";

type ServerRoute = ServerBuild["routes"][string];

const modules = import.meta.glob<ServerRoute["module"]>([
  "../../app/root.tsx",
  "../../app/routes/**/*.{ts,tsx}",
]);

/**
 * What `remix vite:build` makes of app/routes.ts, for the server: the same routes and modules, without the files that
 * browsers load. Tests of the doors need no build this way, and never run against a stale one.
 */
export async function createServerBuild(): Promise<ServerBuild> {
  const routes: ServerBuild["routes"] = { root: await createRoute({ file: "root.tsx" }, undefined) };
  await addRoutes(routes, routeConfig, "root");
  const withoutAssets = Object.values(routes).map(({ module, ...route }) => [
    route.id,
    {
      ...route,
      module: `/assets/${route.id}.js`,
      hasAction: Boolean(module.action),
      hasLoader: Boolean(module.loader),
      hasClientAction: false,
      hasClientLoader: false,
      hasErrorBoundary: Boolean(module.ErrorBoundary),
    },
  ]);
  return {
    mode: "production",
    entry: { module: entry },
    routes,
    assets: {
      entry: { imports: [], module: "/assets/entry.client.js" },
      routes: Object.fromEntries(withoutAssets) as ServerBuild["assets"]["routes"],
      url: "/assets/manifest.js",
      version: "tests",
    },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    // As in vite.config.ts.
    future: {
      v3_fetcherPersist: true,
      v3_lazyRouteDiscovery: true,
      v3_relativeSplatPath: true,
      v3_singleFetch: true,
      v3_throwAbortReason: true,
    },
    isSpaMode: false,
  };
}

async function addRoutes(
  routes: ServerBuild["routes"],
  entries: RouteConfigEntry[],
  parentId: string,
): Promise<void> {
  for (const child of entries) {
    const made = await createRoute(child, parentId);
    routes[made.id] = made;
    await addRoutes(routes, child.children ?? [], made.id);
  }
}

async function createRoute(
  { file, path, index }: Pick<RouteConfigEntry, "file" | "path" | "index">,
  parentId: string | undefined,
): Promise<ServerRoute> {
  const load = modules[`../../app/${file}`];
  if (!load) throw new Error(`app/routes.ts names ${file}, which is not there.`);
  return { id: file.replace(/\.tsx?$/, ""), parentId, path, index, module: await load() };
}
