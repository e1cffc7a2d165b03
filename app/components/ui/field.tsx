import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { FieldError } from "#app/shared/errors.ts";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  hint?: ReactNode;
  /** What is wrong with it, of the errors of its form. */
  errors?: FieldError[];
}

/** A labelled text field; its hint and its error are read out with it. */
export function Field({ label, hint, errors = [], className = "", ...input }: FieldProps) {
  const id = useId();
  const { t } = useTranslation();
  const error = errors.find((candidate) => candidate.path.split(".")[0] === input.name);
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="text-small font-medium">
        {label}
      </label>
      <input
        id={id}
        dir="auto"
        {...input}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
        className="min-h-10 w-full rounded-control border border-line-strong bg-surface-raised px-3 text-body aria-invalid:border-danger"
      />
      {error ? (
        <p id={`${id}-error`} className="text-small text-danger">
          {say(t, `fields.${error.code}`, error.params)}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-small text-ink-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
