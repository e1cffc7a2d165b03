import type { TFunction } from "i18next";
import { Fragment, type ReactNode } from "react";
import { say } from "#app/i18n/say.ts";

/** Stands for itself around a place while a sentence is put together: no text has control characters. */
const EDGE = "\u0001";

/** A sentence with elements in its places, such as a time. `values` are those that are words or numbers. */
export function sayWith(
  t: TFunction,
  key: string,
  parts: Record<string, ReactNode>,
  values: Record<string, unknown> = {},
): ReactNode[] {
  const marked = Object.fromEntries(Object.keys(parts).map((name) => [name, `${EDGE}${name}${EDGE}`]));
  return say(t, key, { ...values, ...marked })
    .split(EDGE)
    .map((piece, index) => (index % 2 === 1 ? <Fragment key={index}>{parts[piece]}</Fragment> : piece));
}

/** A sentence with names of any script in it: each is set apart, so that it does not turn the words around it. */
export function sayWithNames(
  t: TFunction,
  key: string,
  names: Record<string, string>,
  values: Record<string, unknown> = {},
): ReactNode[] {
  const parts = Object.entries(names).map(([name, value]) => [name, <bdi key={name}>{value}</bdi>]);
  return sayWith(t, key, Object.fromEntries(parts) as Record<string, ReactNode>, values);
}
