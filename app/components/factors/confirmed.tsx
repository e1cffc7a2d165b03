import { Form } from "@remix-run/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "#app/components/ui/button.tsx";

/** A button that asks once more before it does something, in a popover that needs no script. */
export function Confirmed({
  label,
  hint,
  intent,
  fields = {},
}: {
  label: string;
  /** What it will mean. */
  hint: string;
  intent: string;
  fields?: Record<string, string>;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <button type="button" popovertarget={id} className={buttonClass("plain")}>
        {label}
      </button>
      <dialog
        id={id}
        popover="auto"
        aria-labelledby={`${id}-hint`}
        className="m-auto w-[min(24rem,90vw)] rounded-floating border border-line bg-surface-raised p-5 text-ink shadow-floating"
      >
        <p id={`${id}-hint`} className="pb-4">
          {hint}
        </p>
        <Form method="post" className="flex justify-end gap-2">
          <input type="hidden" name="intent" value={intent} />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="button" look="plain" popovertarget={id} popovertargetaction="hide">
            {t("factors.cancel")}
          </Button>
          <Button>{label}</Button>
        </Form>
      </dialog>
    </>
  );
}
