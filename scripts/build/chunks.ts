import type { Rollup } from "vite";

/** What every page loads first, what the pages before the log-in add, and what a conversation adds. */
const ROOTS = {
  frame: ["app/entry.client.tsx", "app/root.tsx"],
  entrance: ["app/routes/auth/"],
  chat: ["app/routes/shell.tsx", "app/routes/channels/channel.tsx"],
};
const ICONS = "/lucide-react/dist/esm/lucide-react.mjs";

/**
 * Puts what a first page needs anyway into few files: alone, each of some sixty small modules would cost a request, and
 * compress worse. What is imported when it is used stays apart, as does everything of other pages.
 */
export function createChunks(): Rollup.GetManualChunk {
  let parts: Map<string, string> | undefined;
  return (id, graph) => (parts ??= divide(graph)).get(id);
}

function divide({ getModuleIds, getModuleInfo }: Rollup.ManualChunkMeta): Map<string, string> {
  const ids = [...getModuleIds()];
  const isRoot = (id: string, roots: string[]) => roots.some((root) => id.includes(`/${root}`));
  const icons = mapIcons(ids, (id) => getModuleInfo(id)?.code ?? "");

  function findImports(id: string): readonly string[] {
    const { importedIds = [], code = "" } = getModuleInfo(id) ?? {};
    if (!importedIds.some((next) => next.endsWith(ICONS))) return importedIds;
    // The package's index imports all icons there are; what is wanted are those that this module names.
    const named = /import\s*\{([^}]*)\}\s*from\s*"lucide-react"/.exec(code ?? "")?.[1] ?? "";
    const own = named.split(",").flatMap((name) => icons.get(name.trim().split(/\s/)[0]!) ?? []);
    return [...importedIds.filter((next) => !next.endsWith(ICONS)), ...own];
  }

  function reach(roots: string[]): Set<string> {
    const found = new Set(ids.filter((id) => isRoot(id, roots)));
    for (const id of found) for (const next of findImports(id)) found.add(next);
    return found;
  }

  const [frame, entrance, chat] = [reach(ROOTS.frame), reach(ROOTS.entrance), reach(ROOTS.chat)];
  // Whatever the index of icons imports would come along with it; those of other parts are loaded with these.
  const parts = new Map([...icons.values()].map((id) => [id, "icons"]));
  const allRoots = Object.values(ROOTS).flat();
  for (const id of new Set([...frame, ...chat])) {
    // Files of pages are entries with names of their own, and a stylesheet is no script.
    if (isRoot(id, allRoots) || !/\.[cm]?[jt]sx?(\?commonjs\S*)?$/.test(id)) continue;
    parts.set(id, frame.has(id) ? "frame" : entrance.has(id) ? "common" : "chat");
  }
  return parts;
}

/** The module of each icon by its name. */
function mapIcons(ids: string[], readCode: (id: string) => string): Map<string, string> {
  const index = ids.find((id) => id.endsWith(ICONS));
  const icons = new Map<string, string>();
  if (!index) return icons;
  const folder = index.slice(0, index.lastIndexOf("/"));
  for (const [, names, path] of readCode(index).matchAll(
    /export\s*\{([^}]*)\}\s*from\s*["']\.\/([^"']+)["']/g,
  ))
    for (const name of names!.matchAll(/default as (\w+)/g)) icons.set(name[1]!, `${folder}/${path}`);
  return icons;
}
