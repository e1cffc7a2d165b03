import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { CopyField } from "#app/components/ui/copy-field.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { ConfirmButton } from "./confirm-button.tsx";

/** The link by which people join a channel: its whole address, for those who may hand it on. */
export function JoinLink({ url }: { url: string | null }) {
  const { t } = useTranslation();
  return (
    <Section title={t("about.link")} lead={url ? t("about.linkLead") : t("about.linkNone")}>
      {url ? (
        <>
          <CopyField
            key={url}
            label={t("about.linkAddress")}
            value={url}
            copyLabel={t("about.copy")}
            copiedLabel={t("about.copied")}
          />
          <div>
            <ConfirmButton
              label={t("about.revokeLink")}
              question={t("about.revokeQuestion")}
              lead={t("about.revokeLead")}
              fields={{ intent: "revoke-link" }}
            />
          </div>
        </>
      ) : (
        <Form method="post" preventScrollReset>
          <Button look="plain" name="intent" value="make-link">
            {t("about.makeLink")}
          </Button>
        </Form>
      )}
    </Section>
  );
}
