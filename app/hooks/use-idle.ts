import { useEffect, useState } from "react";

/** True once the page has nothing else to do: the time to load what is not needed at once. */
export function useIdle(isWanted: () => boolean = always): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (!isWanted()) return;
    const goOn = () => setIdle(true);
    // Safari has no idle callbacks.
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(goOn, 1000);
      return () => clearTimeout(timer);
    }
    const callback = requestIdleCallback(goOn, { timeout: 2000 });
    return () => cancelIdleCallback(callback);
  }, [isWanted]);
  return isIdle;
}

function always(): boolean {
  return true;
}
