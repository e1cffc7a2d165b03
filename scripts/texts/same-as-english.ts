/** Texts that are the same in English and in another language: borrowed words and names. Anything else that is the same was forgotten. */
export const SAME_AS_ENGLISH: Record<string, ReadonlySet<string> | undefined> = {
  de: new Set([]),
};
