import { Form } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";
import { ConfirmButton } from "./confirm-button.tsx";

/** The link by which people join a channel: its whole address, for those who may hand it on. */
export function JoinLink({ url }: { url: string | null }) {
  const { t } = useTranslation();
  return (
    <Section title={t("about.link")} lead={url ? t("about.linkLead") : t("about.linkNone")}>
      {url ? (
        <>
          <LinkAddress key={url} url={url} />
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

function LinkAddress({ url }: { url: string }) {
  const { t } = useTranslation();
  // Browsers have no clipboard for pages without https.
  const canCopy = useBrowserValue(() => "clipboard" in navigator, false);
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field
        label={t("about.linkAddress")}
        name="url"
        readOnly
        value={url}
        dir="ltr"
        onFocus={(event) => event.currentTarget.select()}
        className="min-w-40 flex-1"
      />
      {canCopy && (
        <Button
          type="button"
          look="plain"
          className="min-h-10"
          onClick={() => {
            void navigator.clipboard.writeText(url).then(
              () => setCopied(true),
              () => setCopied(false),
            );
          }}
        >
          {t("about.copy")}
        </Button>
      )}
      <output className="self-center text-small text-ink-muted">{isCopied ? t("about.copied") : ""}</output>
    </div>
  );
}
