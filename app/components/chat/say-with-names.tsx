import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { say } from "#app/i18n/say.ts";

/** Stands for itself around a name while a sentence is put together: no name has control characters. */
const EDGE = "\u0001";

/** A sentence with names of any script in it: each is set apart, so that it does not turn the words around it. */
export function sayWithNames(t: TFunction, key: string, names: Record<string, string>): ReactNode[] {
  const marked = Object.fromEntries(
    Object.entries(names).map(([name, value]) => [name, EDGE + value + EDGE]),
  );
  return say(t, key, marked)
    .split(EDGE)
    .map((piece, index) => (index % 2 === 1 ? <bdi key={index}>{piece}</bdi> : piece));
}
