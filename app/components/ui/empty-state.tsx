import { Link } from "@remix-run/react";
import { buttonClass } from "./button.tsx";

interface EmptyStateProps {
  /** One sentence: what will stand here. */
  text: string;
  /** One thing to do about it. */
  action: { to: string; label: string };
}

/** Where there is nothing yet. */
export function EmptyState({ text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted">{text}</p>
      <Link to={action.to} className={buttonClass("plain")}>
        {action.label}
      </Link>
    </div>
  );
}
