import "#app/i18n/pages/roles.ts";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { FieldError } from "#app/shared/errors.ts";
import { PERMISSIONS, type Permission } from "#app/shared/permissions.ts";
import type { RoleView } from "#app/shared/account-views.ts";
import { Checkbox } from "./ui/checkbox.tsx";
import { Field } from "./ui/field.tsx";

/** The name of a permission's checkbox: one each, so that a form that comes back keeps every one of them. */
function nameCheckbox(permission: Permission): string {
  return `can:${permission}`;
}

/** What the fields below have posted, as the schemas of roles take it. */
export function readRoleFields(form: URLSearchParams, { hasPermissions }: { hasPermissions: boolean }) {
  const chosen = PERMISSIONS.filter((permission) => form.has(nameCheckbox(permission)));
  return {
    name: form.get("name") ?? undefined,
    permissions: hasPermissions ? chosen : undefined,
    requiresSecondFactor: form.has("requiresSecondFactor"),
  };
}

interface RoleFieldsProps {
  role: Pick<RoleView, "name" | "permissions" | "requiresSecondFactor" | "isBuiltIn">;
  /** What the person who fills it in may give away. */
  grantable: Permission[];
  /** What was posted and came back. */
  values: Record<string, string> | undefined;
  errors: FieldError[];
}

/** Everything that makes a role. What is fixed of a built-in one is not asked for. */
export function RoleFields({ role, grantable, values, errors }: RoleFieldsProps) {
  const { t } = useTranslation();
  const isChecked = (name: string, stored: boolean) => (values ? name in values : stored);
  return (
    <>
      {!role.isBuiltIn && (
        <Field
          label={t("roles.name")}
          name="name"
          required
          autoComplete="off"
          hint={t("roles.nameHint")}
          defaultValue={values?.["name"] ?? role.name}
          errors={errors}
          className="max-w-sm"
        />
      )}
      {role.name === "admin" ? (
        <p className="text-ink-muted">{t("roles.permissionsAdmin")}</p>
      ) : (
        <fieldset>
          <legend className="pb-2 font-medium">{t("roles.permissions")}</legend>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {PERMISSIONS.map((permission) => (
              <PermissionBox
                key={permission}
                permission={permission}
                isChecked={isChecked(nameCheckbox(permission), role.permissions.includes(permission))}
                isGrantable={grantable.includes(permission)}
              />
            ))}
          </div>
        </fieldset>
      )}
      <Checkbox
        name="requiresSecondFactor"
        defaultChecked={isChecked("requiresSecondFactor", role.requiresSecondFactor)}
        label={t("roles.requiresSecondFactor")}
        hint={t("roles.requiresSecondFactorHint")}
      />
    </>
  );
}

interface PermissionBoxProps {
  permission: Permission;
  isChecked: boolean;
  isGrantable: boolean;
}

function PermissionBox({ permission, isChecked, isGrantable }: PermissionBoxProps) {
  const { t } = useTranslation();
  return (
    <label
      className="flex min-h-9 items-start gap-2.5 py-1.5"
      title={isGrantable ? permission : t("roles.cannotGrant")}
    >
      <input
        type="checkbox"
        name={nameCheckbox(permission)}
        defaultChecked={isChecked}
        disabled={!isGrantable}
        className="choice"
      />
      <span className={isGrantable ? "" : "text-ink-muted"}>
        {say(t, `roles.can.${permission.replaceAll(".", "_")}`)}
      </span>
    </label>
  );
}
