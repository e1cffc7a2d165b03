import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { EmojiButton } from "#app/components/chat/emoji-button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import type { StatusEnd } from "#app/domain/users/profile.schema.ts";
import type { FieldError } from "#app/shared/errors.ts";

interface StatusFieldsProps {
  /** What the fields show. */
  value: (name: "statusText" | "statusEmoji" | "statusEnd" | "statusExpiresAt") => string;
  ends: readonly StatusEnd[];
  /** The zone of the time below. */
  timeZone: string;
  errors: FieldError[];
}

/** What one is up to, and when that is over. */
export function StatusFields({ value, ends, timeZone, errors }: StatusFieldsProps) {
  const { t } = useTranslation();
  const emojiPlace = useRef<HTMLDivElement>(null);

  function pick(emoji: string): void {
    const field = emojiPlace.current?.querySelector<HTMLInputElement>("[name=statusEmoji]");
    if (!field) return;
    field.value = emoji;
    field.focus();
  }

  return (
    <div className="grid gap-5 md:grid-cols-[1fr_7rem]">
      <Field
        label={t("profile.statusText")}
        name="statusText"
        hint={t("profile.statusHint")}
        defaultValue={value("statusText")}
        errors={errors}
      />
      <div ref={emojiPlace} className="relative">
        <Field
          label={t("profile.statusEmoji")}
          name="statusEmoji"
          hint={t("profile.statusEmojiHint")}
          defaultValue={value("statusEmoji")}
          errors={errors}
        />
        <div className="absolute end-1 top-6.5">
          <EmojiButton label={t("profile.chooseEmoji")} onPick={pick} />
        </div>
      </div>
      <FieldFrame label={t("profile.statusEnd")} name="statusEnd" errors={errors}>
        {(attributes) => (
          <select {...attributes} defaultValue={value("statusEnd")}>
            {ends.map((end) => (
              <option key={end} value={end}>
                {t(`profile.ends.${end}`)}
              </option>
            ))}
          </select>
        )}
      </FieldFrame>
      <Field
        label={t("profile.statusExpiresAt")}
        name="statusExpiresAt"
        type="datetime-local"
        hint={t("profile.statusExpiresAtHint", { timeZone })}
        defaultValue={value("statusExpiresAt")}
        errors={errors}
        className="md:col-span-2"
      />
    </div>
  );
}
