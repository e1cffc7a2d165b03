import { useEffect } from "react";

/**
 * Some browsers (Safari) lay a keyboard over the page instead of making it smaller, and the composer would be beneath it.
 * Tells the styles how much of the page is to be seen.
 */
export function useViewportHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    function measure(): void {
      const { style } = document.documentElement;
      // Zoomed in, less is to be seen as well, but on purpose.
      const isCovered = viewport!.scale === 1 && window.innerHeight - viewport!.height > 1;
      if (isCovered) style.setProperty("--viewport-height", `${viewport!.height}px`);
      else style.removeProperty("--viewport-height");
    }
    viewport.addEventListener("resize", measure);
    return () => viewport.removeEventListener("resize", measure);
  }, []);
}
