import type { ButtonHTMLAttributes } from "react";

const SHAPE =
  "inline-flex min-h-9 items-center justify-center gap-2 rounded-control px-3.5 text-body font-medium whitespace-nowrap transition-colors disabled:opacity-55";

const LOOKS = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover",
  plain: "border border-line bg-surface-raised text-ink hover:bg-surface-hover",
  quiet: "text-ink-muted hover:bg-surface-hover hover:text-ink",
} as const;

type Look = keyof typeof LOOKS;

/** The classes of a button, for links that act as one. */
export function buttonClass(look: Look = "primary"): string {
  return `${SHAPE} ${LOOKS[look]}`;
}

export function Button({
  look,
  className = "",
  ...props
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look }) {
  return <button type="submit" {...props} className={`${buttonClass(look)} ${className}`} />;
}
