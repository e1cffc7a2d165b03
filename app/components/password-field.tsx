import "#app/i18n/pages/auth.ts";
import { lazy, Suspense, useState, type ComponentType, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import type { FieldError } from "#app/shared/errors.ts";
import type { Typed } from "./password-strength.tsx";
import { Field } from "./ui/field.tsx";

/** Without the meter the server's answer explains the same, so nobody has to see that it could not be loaded. */
const PasswordStrength = lazy<ComponentType<{ typed: Typed }>>(() =>
  import("./password-strength.tsx").catch(() => ({ default: () => null })),
);

interface PasswordFieldProps {
  label: string;
  name?: string;
  /** A new one is rated as it is typed. */
  autoComplete: "new-password" | "current-password";
  hint?: ReactNode;
  errors?: FieldError[];
  /** What an attacker knows of the owner, beside the fields `email`, `username` and `displayName` of the same form. */
  personal?: string[];
}

/** A password, which can be shown while it is typed, and is rated if it is a new one. Both need JavaScript. */
export function PasswordField({ name = "password", personal = [], ...field }: PasswordFieldProps) {
  const { t } = useTranslation();
  const isHydrated = useHydrated();
  const [isShown, setShown] = useState(false);
  const [typed, setTyped] = useState<Typed | null>(null);
  const note = ({ value, form }: HTMLInputElement) =>
    setTyped({ password: value, personal: [...personal, ...readOwner(form)] });
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <Field
          {...field}
          name={name}
          type={isShown ? "text" : "password"}
          autoCapitalize="none"
          spellCheck={false}
          required
          onFocus={(event) => note(event.currentTarget)}
          onChange={(event) => note(event.currentTarget)}
        />
        {isHydrated && (
          <button
            type="button"
            onClick={() => setShown(!isShown)}
            className="absolute end-0 -top-1 min-h-6 rounded-control px-1 text-small text-accent-text hover:underline"
          >
            {isShown ? t("auth.hidePassword") : t("auth.showPassword")}
          </button>
        )}
      </div>
      {typed && field.autoComplete === "new-password" && (
        <Suspense fallback={null}>
          <PasswordStrength typed={typed} />
        </Suspense>
      )}
    </div>
  );
}

/** What the same form says about whose password it is. */
function readOwner(form: HTMLFormElement | null): string[] {
  const fields = ["email", "username", "displayName"].map((name) => form?.elements.namedItem(name));
  return fields.flatMap((field) => (field instanceof HTMLInputElement ? [field.value] : []));
}
