import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { FieldError } from "#app/shared/errors.ts";

interface ControlAttributes {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
  className: string;
}

interface FieldFrameProps {
  label: string;
  name: string;
  hint?: ReactNode;
  /** What is wrong with it, of the errors of its form. */
  errors: FieldError[];
  /** The control, which takes these attributes. */
  children: (attributes: ControlAttributes) => ReactNode;
}

/** As a `Field`, around a control that is no line of text: its hint and its error are read out with it. */
export function FieldFrame({ label, name, hint, errors, children }: FieldFrameProps) {
  const id = useId();
  const { t } = useTranslation();
  const error = errors.find(({ path }) => path === name);
  const note = error ? say(t, `fields.${error.code}`, error.params) : hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small font-medium">
        {label}
      </label>
      {children({
        id,
        name,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": note ? `${id}-note` : undefined,
        className:
          "min-h-10 w-full rounded-control border border-line-strong bg-surface-raised px-3 py-2 text-body aria-invalid:border-danger",
      })}
      {note && (
        <p id={`${id}-note`} className={`text-small ${error ? "text-danger" : "text-ink-muted"}`}>
          {note}
        </p>
      )}
    </div>
  );
}
