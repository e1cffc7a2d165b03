import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

interface SidebarSectionProps {
  title: string;
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  /** What stands there while there is no conversation. */
  empty?: string | false;
  /** What is seen of it when it is folded as well: conversations that want attention. */
  pinned: ReactNode;
  /** The rows, and the way to a new one. */
  children: ReactNode;
}

/** A part of the sidebar, which opens and folds also without a script; with one it stays as it was left. */
export function SidebarSection({ title, isFolded, onFold, empty, pinned, children }: SidebarSectionProps) {
  return (
    <section>
      <details
        open={!isFolded}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open === isFolded) onFold(!currentTarget.open);
        }}
        className="group"
      >
        <summary className="flex min-h-7 list-none items-center gap-1 rounded-control px-2 text-small font-semibold text-ink-muted hover:bg-surface-hover hover:text-ink">
          <h2 className="flex-1">{title}</h2>
          <ChevronDown
            size={14}
            aria-hidden="true"
            className="shrink-0 group-not-open:-rotate-90 rtl:group-not-open:rotate-90"
          />
        </summary>
        <ul>
          {empty && <li className="px-2 py-1 text-small text-ink-muted">{empty}</li>}
          {children}
        </ul>
      </details>
      {isFolded && <ul>{pinned}</ul>}
    </section>
  );
}
