import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The texts of one file by their keys, in the order in which they stand. */
export type TextFile = ReadonlyMap<string, string>;

const FOLDER = "app/i18n";

/** i18next's ending of a key that has a form for each plural category. */
export const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The files of a language by their names; one that is not there is empty. */
export function readLanguage(locale: string, root: string): ReadonlyMap<string, TextFile> {
  const names = readdirSync(join(root, FOLDER, "en"));
  return new Map(names.map((name) => [name, readTextFile(join(root, FOLDER, locale, name))]));
}

function readTextFile(path: string): TextFile {
  const texts = new Map<string, string>();
  if (existsSync(path)) flatten(JSON.parse(readFileSync(path, "utf8")) as object, "", texts);
  return texts;
}

function flatten(branch: object, prefix: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(branch) as [string, string | object][]) {
    if (typeof value === "string") into.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`, into);
  }
}
