// Radix is loaded with it: import this only from parts that are loaded when they are used.
import * as Radix from "@radix-ui/react-tooltip";
import type { ReactElement, ReactNode } from "react";

/** What a control is called, and its keys, under the pointer and the focus: for toolbars, whose buttons are pictures. */
export function Tooltip({
  text,
  keys,
  children,
}: {
  text: string;
  keys?: ReactNode;
  children: ReactElement;
}) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={4}
            collisionPadding={8}
            className="floating flex items-center gap-2 rounded-control px-2 py-1 text-small"
          >
            {text}
            {keys}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
