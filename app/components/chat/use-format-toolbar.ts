import { useState } from "react";
import { useComposerPage } from "./channel-page.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";

const toolbarPart = defineLazyPart("format-toolbar", () => import("./format-toolbar.tsx"));

/** Whether this device shows the buttons that format. The server knows it too, so that nothing moves when a page opens. */
export function useFormatToolbar() {
  const [isShown, setShown] = useState(useComposerPage()?.showsFormatting ?? false);
  const Toolbar = useLazyPart(toolbarPart, isShown)?.FormatToolbar;

  function toggle(): void {
    setShown(!isShown);
    document.cookie = `parley_formatting=${isShown ? "" : "1"}; path=/; max-age=31536000; samesite=lax`;
  }

  return { isShown, toggle, Toolbar };
}
