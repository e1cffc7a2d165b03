import { useState } from "react";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

interface CopyFieldProps {
  label: string;
  /** An address, or something else that is copied as a whole. */
  value: string;
  copyLabel: string;
  /** Said once it is done. */
  copiedLabel: string;
}

/** Something to hand on: it can be selected, and with a script copied. */
export function CopyField({ label, value, copyLabel, copiedLabel }: CopyFieldProps) {
  // Browsers have no clipboard for pages without https.
  const canCopy = useBrowserValue(() => "clipboard" in navigator, false);
  const [isCopied, setCopied] = useState(false);

  function copy(): void {
    void navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }

  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field
        label={label}
        name="url"
        readOnly
        value={value}
        dir="ltr"
        onFocus={(event) => event.currentTarget.select()}
        className="min-w-52 flex-1"
      />
      {canCopy && (
        <Button type="button" look="plain" className="min-h-10" onClick={copy}>
          {copyLabel}
        </Button>
      )}
      <output className="self-center text-small text-ink-muted">{isCopied ? copiedLabel : ""}</output>
    </div>
  );
}
