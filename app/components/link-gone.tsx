import { Link } from "@remix-run/react";

/** Says that the link of a mail does nothing any more, and where to go instead. */
export function LinkGone({ text, to, label }: { text: string; to: string; label: string }) {
  return (
    <>
      <p>{text}</p>
      <p>
        <Link to={to} className="font-medium text-accent-text underline">
          {label}
        </Link>
      </p>
    </>
  );
}
