import "#app/i18n/pages/panels.ts";
import { Link, useNavigate } from "@remix-run/react";
import { ArrowLeft, X } from "lucide-react";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface PanelProps {
  title: string;
  channelId: string;
  /** At the right of the title. */
  tools?: ReactNode;
  /** Its content scrolls by itself, or parts of it do. */
  isBare?: boolean;
  children: ReactNode;
}

/** What stands beside a conversation. Opening it moves the focus to its heading, Escape closes it and gives the focus back. */
export function Panel({ title, channelId, tools, isBare = false, children }: PanelProps) {
  const id = useId();
  const navigate = useNavigate();
  const section = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Before what is in it takes the focus, as the field of a thread does.
  const [opener] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  const address = `/channels/${channelId}`;

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    return () => {
      // Only what the panel took away: somebody who has gone to write elsewhere stays there.
      const isElsewhere = document.activeElement !== document.body && document.activeElement?.isConnected;
      if (!isElsewhere && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, [opener]);

  useEffect(() => {
    // On the window: whatever handles the key within the panel has had its turn by then.
    function closeOnEscape(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      // What floats above it goes first.
      if (document.querySelector(":popover-open")) return;
      if (section.current?.contains(document.activeElement)) navigate(address, { preventScrollReset: true });
    }
    window.addEventListener("keydown", closeOnEscape);
    return () => window.removeEventListener("keydown", closeOnEscape);
  }, [navigate, address]);

  return (
    // It scrolls as a whole: the arrow keys work from the heading, where the focus is when it opens.
    <section
      ref={section}
      aria-labelledby={id}
      data-panel=""
      className={`flex h-full min-h-0 flex-1 flex-col bg-surface ${isBare ? "" : "overflow-y-auto overscroll-contain"}`}
    >
      <div className="sticky top-0 z-1 flex h-13 shrink-0 items-center gap-1 border-b border-line bg-surface ps-2 pe-2 wide:ps-4">
        {/* Where it covers the conversation it is a page, which one leaves by going back. */}
        <CloseLink to={address} className="wide:hidden">
          <ArrowLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
        </CloseLink>
        <h2
          id={id}
          ref={heading}
          tabIndex={-1}
          title={title}
          className="me-auto min-w-0 truncate rounded-control text-title font-semibold"
        >
          {title}
        </h2>
        {tools}
        <CloseLink to={address} className="max-wide:hidden">
          <X size={18} aria-hidden="true" />
        </CloseLink>
      </div>
      {children}
    </section>
  );
}

function CloseLink({ to, className, children }: { to: string; className: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Link
      to={to}
      preventScrollReset
      aria-label={t("panels.close")}
      className={`grid size-9 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink ${className}`}
    >
      {children}
    </Link>
  );
}
