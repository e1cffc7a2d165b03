import { useId, type ReactNode } from "react";

/** One matter of a page of settings, under a heading of its own. */
export function Section({
  title,
  lead,
  children,
}: {
  title: string;
  /** One or two muted sentences under the heading. */
  lead?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 not-last:border-b not-last:border-line not-last:pb-8"
    >
      <div className="flex flex-col gap-1">
        <h2 id={id} className="text-title font-semibold">
          {title}
        </h2>
        {lead && <p className="text-small text-ink-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
