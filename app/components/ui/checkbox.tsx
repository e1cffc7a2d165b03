import { useId, type InputHTMLAttributes, type ReactNode } from "react";

interface CheckboxProps extends InputHTMLAttributes<HTMLInputElement> {
  label: ReactNode;
  name: string;
  /** One muted line under it, read out with it. */
  hint?: ReactNode;
}

/** A native checkbox, its label and what it means. */
export function Checkbox({ label, hint, className = "", ...input }: CheckboxProps) {
  const id = useId();
  return (
    <div className={`flex items-start gap-2.5 ${className}`}>
      <input
        id={id}
        {...input}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="choice"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-small text-ink-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
