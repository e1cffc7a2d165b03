import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { QrCode } from "#app/components/ui/qr-code.tsx";
import { Section } from "#app/components/ui/section.tsx";
import type { FieldError } from "#app/shared/errors.ts";
import type { FactorsView, TotpSetUpView } from "#app/shared/account-views.ts";
import { Confirmed } from "./confirmed.tsx";
import { useShownTime } from "./use-shown-time.ts";

interface AppSectionProps {
  totp: FactorsView["totp"];
  setUp: (TotpSetUpView & { qrCode: { size: number; path: string } }) | null;
  canChange: boolean;
  errors: FieldError[];
}

/** The authenticator app: setting it up, replacing it, removing it. */
export function AppSection({ totp, setUp, canChange, errors }: AppSectionProps) {
  const { t } = useTranslation();
  const { show, showUse } = useShownTime();
  return (
    <Section title={t("factors.app")} lead={t("factors.appLead")}>
      {totp && (
        <p>
          {t("factors.appOn", { since: show(totp.confirmedAt) })} {showUse(totp.lastUsedAt)}
        </p>
      )}
      {setUp && canChange && <SetUp setUp={setUp} errors={errors} />}
      {!setUp && canChange && (
        <div className="flex flex-wrap items-start gap-3">
          <Form method="post">
            <input type="hidden" name="intent" value="begin-app" />
            <Button look={totp ? "plain" : "primary"}>
              {totp ? t("factors.appReplace") : t("factors.appBegin")}
            </Button>
          </Form>
          {totp && (
            <Confirmed label={t("factors.appRemove")} hint={t("factors.appRemoveHint")} intent="remove-app" />
          )}
        </div>
      )}
    </Section>
  );
}

function SetUp({ setUp, errors }: { setUp: NonNullable<AppSectionProps["setUp"]>; errors: FieldError[] }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col items-start gap-4">
      <p>{t("factors.appScan")}</p>
      <QrCode label={t("factors.appQrCode")} {...setUp.qrCode} />
      <dl className="text-small">
        <dt className="font-medium">{t("factors.appKey")}</dt>
        <dd className="font-mono break-all select-all">{setUp.secret.replace(/.{4}(?=.)/g, "$& ")}</dd>
      </dl>
      <a href={setUp.uri} className="text-small font-medium text-accent-text underline">
        {t("factors.appOpen")}
      </a>
      <Form method="post" noValidate className="flex w-full max-w-xs flex-col gap-4">
        <input type="hidden" name="intent" value="confirm-app" />
        <Field
          label={t("factors.code")}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          errors={errors}
        />
        <Button className="self-start">{t("factors.appConfirm")}</Button>
      </Form>
      <Form method="post">
        <input type="hidden" name="intent" value="cancel-app" />
        <Button look="quiet">{t("factors.cancel")}</Button>
      </Form>
    </div>
  );
}
