import { useTranslation } from "react-i18next";
import { Section } from "#app/components/ui/section.tsx";
import { Confirmed } from "./confirmed.tsx";

/** How many recovery codes are left, and new ones. */
export function CodesSection({ left, canChange }: { left: number; canChange: boolean }) {
  const { t } = useTranslation();
  return (
    <Section title={t("factors.codes")} lead={t("factors.codesLead")}>
      <p>{t("factors.codesLeft", { count: left })}</p>
      {canChange && (
        <div>
          <Confirmed
            label={t("factors.codesRenew")}
            hint={t("factors.codesRenewHint")}
            intent="renew-codes"
          />
        </div>
      )}
    </Section>
  );
}
