import "#app/i18n/pages/panels.ts";
import { useTranslation } from "react-i18next";
import { Field } from "#app/components/ui/field.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import type { FieldError } from "#app/shared/errors.ts";

interface ScheduledFieldsProps {
  body: string;
  /** As a date-time field has it. */
  localTime: string;
  timeZone: string;
  errors: FieldError[];
}

/** What is to be sent, and when. */
export function ScheduledFields({ body, localTime, timeZone, errors }: ScheduledFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FieldFrame label={t("scheduled.body")} name="body" errors={errors}>
        {(attributes) => <textarea {...attributes} dir="auto" rows={4} defaultValue={body} />}
      </FieldFrame>
      <Field
        label={t("scheduled.sendAt")}
        name="sendAt"
        type="datetime-local"
        defaultValue={localTime}
        hint={t("scheduled.zone", { zone: timeZone })}
        errors={errors}
        className="max-w-72"
      />
    </>
  );
}
