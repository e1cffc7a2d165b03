import { Form } from "@remix-run/react";
import { Button } from "./button.tsx";

interface SearchFormProps {
  name: string;
  label: string;
  submit: string;
  value: string;
}

/** A search box that asks by GET, so that its result has an address. */
export function SearchForm({ name, label, submit, value }: SearchFormProps) {
  return (
    <search>
      <Form method="get" className="flex gap-2">
        <input
          key={value}
          type="search"
          name={name}
          dir="auto"
          defaultValue={value}
          aria-label={label}
          placeholder={label}
          className="min-h-10 min-w-0 flex-1 rounded-control border border-line-strong bg-surface-raised px-3"
        />
        <Button look="plain" className="min-h-10">
          {submit}
        </Button>
      </Form>
    </search>
  );
}
