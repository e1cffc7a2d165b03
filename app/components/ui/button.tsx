import type { ButtonHTMLAttributes, MouseEvent } from "react";

const SHAPE =
  "inline-flex min-h-9 items-center justify-center gap-2 rounded-control px-3.5 text-body font-medium whitespace-nowrap transition-colors aria-disabled:opacity-55";

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

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> {
  look?: Look;
  /** What it asked for is on its way: it does nothing more, and keeps the focus, which `disabled` would take from it. */
  isBusy?: boolean;
}

export function Button({ look, isBusy = false, className = "", onClick, ...props }: ButtonProps) {
  return (
    <button
      type="submit"
      {...props}
      aria-disabled={isBusy || undefined}
      // The Enter key in a field presses the button of its form as well.
      onClick={isBusy ? ignore : onClick}
      className={`${buttonClass(look)} ${className}`}
    />
  );
}

function ignore(event: MouseEvent): void {
  event.preventDefault();
}
