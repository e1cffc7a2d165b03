// Radix is loaded with it: import this only from parts that are loaded when they are used.
import * as Radix from "@radix-ui/react-dropdown-menu";
import { useState, type ReactNode, type RefObject } from "react";

interface MenuProps {
  label: string;
  /** The button that opens it, which is on the page before any of this is loaded. It keeps `aria-expanded` itself. */
  anchor: RefObject<HTMLElement>;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A menu under its button, rendered only while it is open: arrows, Home, End and letters move in it, Escape closes it,
 * and the focus goes back to the button.
 */
export function Menu({ label, anchor, onClose, children }: MenuProps) {
  const [place] = useState(() => anchor.current?.getBoundingClientRect());
  const [isByKey] = useState(() => anchor.current?.matches(":focus-visible") ?? false);
  return (
    // Modal, Radix would lock the page's scrolling by a style element, which the CSP forbids.
    <Radix.Root open modal={false} onOpenChange={onClose}>
      {/* Radix places a menu at its own trigger: an empty one, exactly over the button. */}
      <Radix.Trigger asChild>
        <span
          aria-hidden="true"
          tabIndex={-1}
          className="pointer-events-none fixed"
          style={{ left: place?.left, top: place?.top, width: place?.width, height: place?.height }}
        />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          aria-labelledby={undefined}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="floating min-w-48 p-1.5"
          onFocus={(event) => {
            // Radix goes to the first entry by itself only when it has seen the key, which came before it was loaded.
            if (!isByKey || event.target !== event.currentTarget) return;
            event.currentTarget.querySelector<HTMLElement>("[role=menuitem]")?.focus();
          }}
          onInteractOutside={(event) => {
            // The button closes it by itself.
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  isDanger?: boolean;
  isDisabled?: boolean;
  /** How it is done by keys, at its end. */
  keys?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
}

/** One thing that can be done. The menu closes then. */
export function MenuItem({
  icon,
  isDanger = false,
  isDisabled = false,
  keys,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Radix.Item
      disabled={isDisabled}
      onSelect={onSelect}
      className={`action outline-none data-disabled:opacity-55 data-highlighted:bg-surface-hover ${isDanger ? "text-danger" : ""}`}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys}
    </Radix.Item>
  );
}
