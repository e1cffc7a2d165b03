// Radix is loaded with it: import this only from parts that are loaded when they are used (`lazy`, `defineLazyPart`),
// never from what a channel's first page imports.
import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./icon-button.tsx";

interface DialogProps {
  title: string;
  /** The title is said and not shown: a search field at the top says it to everybody else. */
  isTitleHidden?: boolean;
  /** One or two muted sentences under the title, read out with it. */
  description?: ReactNode;
  /** `wide` for lists and pictures; `top` keeps its upper edge where it is while its content changes. */
  look?: "plain" | "wide" | "top";
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal dialog, rendered only while it is open; at the bottom of a narrow screen. Escape and a press beside it close
 * it, the focus stays within it and returns to where it was before.
 */
export function Dialog({
  title,
  isTitleHidden,
  description,
  look = "plain",
  onClose,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  const opener = useRef<Element | null>(null);

  useLayoutEffect(() => {
    // A native popover, such as the sidebar of a narrow screen, would lie above it; closed, it gives the focus back.
    for (const popover of document.querySelectorAll<HTMLElement>(":popover-open")) popover.hidePopover();
    opener.current = document.activeElement;
  }, []);

  const focusField = (event: Event) => {
    // To what it asks for; where it asks for nothing, Radix goes to the first button, which closes it.
    const field = (event.target as Element).querySelector<HTMLElement>(
      "input:not([type=hidden]), textarea, select",
    );
    if (!field) return;
    event.preventDefault();
    field.focus();
  };
  const returnFocus = (event: Event) => {
    event.preventDefault();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        {/* Not Radix's overlay: that one locks the page's scrolling by a style element, which the CSP forbids; it does
            not scroll anyway. */}
        <div className="dialog-backdrop" aria-hidden="true" />
        <Radix.Content
          className="dialog"
          data-look={look}
          onOpenAutoFocus={focusField}
          onCloseAutoFocus={returnFocus}
        >
          <header className={isTitleHidden ? "sr-only" : "flex items-start gap-2 ps-5 pe-3 pt-3"}>
            <div className="min-w-0 flex-1 pt-1 pb-2">
              <Radix.Title className="text-title font-semibold wrap-anywhere">{title}</Radix.Title>
              {description && (
                <Radix.Description className="pt-1 text-small text-ink-muted">
                  {description}
                </Radix.Description>
              )}
            </div>
            {!isTitleHidden && (
              <IconButton label={t("ui.close")} onClick={onClose}>
                <X size={18} aria-hidden="true" />
              </IconButton>
            )}
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What a dialog says or asks; scrolls where there is too much of it. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5">{children}</div>;
}
