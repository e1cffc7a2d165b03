import { useTranslation } from "react-i18next";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import type { FieldError } from "#app/shared/errors.ts";
import { AVATAR_MAX_BYTES } from "#app/shared/limits.ts";
import type { UserView } from "#app/shared/views.ts";

/** One's picture as it is, and the ways to another one and to none. */
export function AvatarField({ me, errors }: { me: UserView; errors: FieldError[] }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-start gap-4">
      <Avatar name={me.displayName} seed={me.id} url={me.avatarUrl} className="size-16 text-title" />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <FieldFrame
          label={t("profile.avatar")}
          name="avatar"
          hint={t("profile.avatarHint", { max: AVATAR_MAX_BYTES / 1024 / 1024 })}
          errors={errors}
        >
          {(attributes) => (
            <input
              {...attributes}
              type="file"
              accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
              className={`${attributes.className} text-small`}
            />
          )}
        </FieldFrame>
        {me.avatarUrl && (
          <label className="flex min-h-6 items-center gap-2 text-small">
            <input type="checkbox" name="removeAvatar" className="choice" />
            {t("profile.removeAvatar")}
          </label>
        )}
      </div>
    </div>
  );
}
