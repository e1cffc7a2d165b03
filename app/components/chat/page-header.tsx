import type { ReactNode } from "react";
import { BackToList } from "./back-to-list.tsx";

interface PageHeaderProps {
  title: string;
  icon?: ReactNode;
  /** One muted line beside the title. */
  detail?: ReactNode;
  children?: ReactNode;
}

/** The head of every page beside the sidebar; on a narrow screen it also leads back to the list of conversations. */
export function PageHeader({ title, icon, detail, children }: PageHeaderProps) {
  return (
    <header className="flex h-13 shrink-0 items-center gap-1 border-b border-line px-2 md:gap-2 md:px-4">
      <BackToList />
      {icon}
      {/* In their own direction, so that what does not fit is cut off at their end. On a phone they have two lines. */}
      <h1
        dir="auto"
        className="min-w-0 truncate text-title font-semibold max-md:line-clamp-2 max-md:leading-5 max-md:wrap-anywhere max-md:whitespace-normal"
        title={title}
      >
        {title}
      </h1>
      <p dir="auto" className="line-up min-w-0 flex-1 truncate text-small text-ink-muted max-md:hidden">
        {detail}
      </p>
      <span className="flex-1 md:hidden" />
      {children}
    </header>
  );
}
