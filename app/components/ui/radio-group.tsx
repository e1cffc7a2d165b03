import { useId, type ReactNode } from "react";

interface RadioOption {
  value: string;
  label: ReactNode;
  /** One muted line under it, read out with it. */
  hint?: ReactNode;
}

interface RadioGroupProps {
  legend: string;
  name: string;
  options: RadioOption[];
  defaultValue: string;
  /** One under the other, or side by side in one control, for short words. */
  look?: "list" | "segments";
}

/** Native radio buttons under a legend: one of a few, all of which are seen. */
export function RadioGroup({ legend, name, options, defaultValue, look = "list" }: RadioGroupProps) {
  const id = useId();
  const Option = look === "list" ? ListOption : Segment;
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 text-small font-medium">{legend}</legend>
      <div className={look === "list" ? "flex flex-col gap-2" : "segments"}>
        {options.map((option) => (
          <Option
            key={option.value}
            id={`${id}-${option.value}`}
            name={name}
            isChosen={option.value === defaultValue}
            option={option}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface OptionProps {
  id: string;
  name: string;
  isChosen: boolean;
  option: RadioOption;
}

function ListOption({ id, name, isChosen, option }: OptionProps) {
  return (
    <div className="flex items-start gap-2.5">
      <input
        type="radio"
        id={id}
        name={name}
        value={option.value}
        defaultChecked={isChosen}
        aria-describedby={option.hint ? `${id}-hint` : undefined}
        className="choice"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium">
          {option.label}
        </label>
        {option.hint && (
          <p id={`${id}-hint`} className="text-small text-ink-muted">
            {option.hint}
          </p>
        )}
      </div>
    </div>
  );
}

function Segment({ id, name, isChosen, option }: OptionProps) {
  return (
    <label htmlFor={id} className="segment">
      <input
        type="radio"
        id={id}
        name={name}
        value={option.value}
        defaultChecked={isChosen}
        className="sr-only"
      />
      {option.label}
    </label>
  );
}
