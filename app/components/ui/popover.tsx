// Radix is loaded with it: import this only from parts that are loaded when they are used.
import * as Radix from "@radix-ui/react-popover";
import type { ReactNode, RefObject } from "react";

interface PopoverProps {
  label: string;
  /** The button that opens it, which is on the page before any of this is loaded. It keeps `aria-expanded` itself. */
  anchor: RefObject<HTMLElement>;
  onClose: () => void;
  children: ReactNode;
}

/** What floats beside its button and follows it, rendered only while it is open. The focus goes in, and back again. */
export function Popover({ label, anchor, onClose, children }: PopoverProps) {
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="floating max-w-[min(24rem,calc(100vw-1rem))]"
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
