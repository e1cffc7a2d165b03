import { useEffect, useState } from "react";

export interface Wish {
  isThere: boolean;
  set: (isThere: boolean) => void;
}

/** Remembers that something was asked for, until it is done. */
export function useWish(source: { add: (listener: () => void) => () => void }): Wish {
  const [isThere, set] = useState(false);
  useEffect(() => source.add(() => set(true)), [source]);
  return { isThere, set };
}
