import type { TFunction } from "i18next";

/** Translates a key that is only known when the program runs, such as that of an error. */
export function say(t: TFunction, key: string, values: Record<string, unknown> = {}): string {
  return (t as (key: string, values: Record<string, unknown>) => string)(key, values);
}
