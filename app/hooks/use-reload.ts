import { useNavigation, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";

/**
 * A function that loads the page's data again: at once, or as soon as what the router is doing is done. Broken off, that
 * would be lost, and the browser would write it into its console as a failure.
 */
export function useReload(): () => void {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const isIdle = state === "idle" && navigation.state === "idle";
  const [wanted, setWanted] = useState(0);
  const done = useRef(0);
  useEffect(() => {
    if (!isIdle || done.current === wanted) return;
    done.current = wanted;
    revalidate();
  }, [isIdle, wanted, revalidate]);
  return useCallback(() => setWanted((times) => times + 1), []);
}
