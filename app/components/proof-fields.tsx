import "#app/i18n/pages/factors.ts";
import "#app/i18n/pages/settings.ts";
import { useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PasskeyButton } from "./factors/passkey-button.tsx";
import { Field } from "./ui/field.tsx";
import type { FieldError } from "#app/shared/errors.ts";
import type { ProofView } from "#app/shared/account-views.ts";

/** What a sensitive form asks on top, where the last proof is too old. Nothing while it is fresh, unless `always`. */
export function ProofFields({
  proof,
  errors,
  always = false,
}: {
  proof: ProofView;
  errors: FieldError[];
  always?: boolean;
}) {
  const { t } = useTranslation();
  const { revalidate } = useRevalidator();
  const [isShown, setIsShown] = useState(false);
  if (proof.isRecent && !always) return null;
  const hasField = proof.hasPassword || proof.hasSecondFactor;
  if (!hasField && !proof.hasPasskey) return <p role="note">{t("settings.proofLogIn")}</p>;
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="pb-3 font-medium">{t("settings.proofTitle")}</legend>
      {proof.hasPassword && (
        <Field
          label={t("settings.proofPassword")}
          name="password"
          type="password"
          autoComplete="current-password"
          errors={errors}
        />
      )}
      {proof.hasSecondFactor && (
        <Field
          label={t("settings.proofCode")}
          name="code"
          autoComplete="one-time-code"
          hint={proof.hasPassword ? t("settings.proofEither") : undefined}
          errors={errors}
        />
      )}
      {proof.hasPasskey && (
        <div className="flex flex-wrap items-center gap-3">
          <PasskeyButton
            purpose="prove"
            label={t("factors.passkeyUse")}
            onDone={() => {
              setIsShown(true);
              revalidate();
            }}
          />
          <output className="text-small text-ink-muted">{isShown ? t("factors.passkeyShown") : ""}</output>
          {!hasField && <noscript>{t("settings.proofLogIn")}</noscript>}
        </div>
      )}
    </fieldset>
  );
}
