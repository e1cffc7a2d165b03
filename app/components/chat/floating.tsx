import { useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import { hasFinePointer } from "./enter-key.ts";

/** Pixels between what floats and what it belongs to, or the window's edge. */
const GAP = 4;
const EDGE = 8;

interface FloatingProps {
  label: string;
  /** What it belongs to, and floats under or above. */
  anchor: RefObject<HTMLElement>;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A native popover: Escape and a click elsewhere close it, and the focus goes back. On a narrow screen it comes up from
 * the bottom (see message.css). Rendered only while it is open.
 */
export function Floating({ label, anchor, onClose, children }: FloatingProps) {
  const element = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  }, [onClose]);

  useLayoutEffect(() => {
    const floating = element.current;
    if (!floating) return;
    floating.showPopover();
    // What is loaded or unfolded in it makes it larger.
    const observer = new ResizeObserver(() => {
      if (anchor.current) place(floating, anchor.current.getBoundingClientRect());
    });
    observer.observe(floating);
    if (anchor.current) place(floating, anchor.current.getBoundingClientRect());
    const first = floating.querySelector<HTMLElement>("input:not([type=hidden]), button, a");
    // In a field, the focus would bring up a touch keyboard over all of it.
    const isCovering = first?.tagName === "INPUT" && !hasFinePointer();
    (isCovering ? floating : first)?.focus();
    const listen = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") close.current();
    };
    floating.addEventListener("toggle", listen);
    return () => {
      observer.disconnect();
      floating.removeEventListener("toggle", listen);
      if (floating.matches(":popover-open")) floating.hidePopover();
    };
  }, [anchor]);

  return (
    <dialog ref={element} popover="auto" tabIndex={-1} aria-label={label} className="message-floating">
      {children}
    </dialog>
  );
}

function place(floating: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth, offsetHeight, style } = floating;
  const left = Math.min(anchor.right - offsetWidth, window.innerWidth - offsetWidth - EDGE);
  const below = anchor.bottom + GAP;
  const fitsBelow = below + offsetHeight + EDGE <= window.innerHeight;
  const top = fitsBelow ? below : anchor.top - offsetHeight - GAP;
  style.setProperty("--left", `${Math.max(EDGE, left)}px`);
  style.setProperty("--top", `${Math.max(EDGE, Math.min(top, window.innerHeight - offsetHeight - EDGE))}px`);
}
