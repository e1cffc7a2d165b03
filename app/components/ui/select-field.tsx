import type { SelectHTMLAttributes } from "react";
import type { FieldError } from "#app/shared/errors.ts";
import { FieldFrame } from "./field-frame.tsx";

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  name: string;
  options: { value: string; label: string }[];
  errors?: FieldError[];
}

/** A labelled list to choose one of. */
export function SelectField({ label, name, options, errors = [], ...select }: SelectFieldProps) {
  return (
    <FieldFrame label={label} name={name} errors={errors}>
      {(attributes) => (
        <select {...select} {...attributes}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
