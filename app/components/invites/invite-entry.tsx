import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { CopyField } from "#app/components/ui/copy-field.tsx";
import { QrCode } from "#app/components/ui/qr-code.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatShort } from "#app/shared/dates.ts";
import type { InviteView } from "#app/shared/account-views.ts";

interface InviteEntryProps {
  invite: InviteView;
  /** Of its link; null for one that is no good any more. */
  qrCode: { size: number; path: string } | null;
}

/** One invite of the list: what became of it, and while it is good, the ways to hand it on. */
export function InviteEntry({ invite, qrCode }: InviteEntryProps) {
  const { t } = useTranslation();
  const label = invite.label || t("invites.unnamed");
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium wrap-anywhere">
            <bdi>{label}</bdi>
          </p>
          <Facts invite={invite} />
        </div>
        {invite.state === "active" && (
          <Form method="post">
            <input type="hidden" name="inviteId" value={invite.id} />
            <Button
              look="plain"
              name="intent"
              value="revoke"
              aria-label={t("invites.revokeNamed", { label })}
            >
              {t("invites.revoke")}
            </Button>
          </Form>
        )}
      </div>
      {invite.url && qrCode && <InviteLink url={invite.url} qrCode={qrCode} />}
    </li>
  );
}

function Facts({ invite }: { invite: InviteView }) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const { state, uses, maxUses, expiresAt, channels, channelCount, createdBy } = invite;
  const time = expiresAt && formatShort(expiresAt, dateStyle);
  const hidden = channelCount - channels.length;
  const facts = [
    t(`invites.states.${state}`),
    maxUses === null ? t("invites.used", { uses }) : t("invites.usedOf", { uses, max: maxUses }),
    state === "active" && (time ? t("invites.until", { time }) : t("invites.endless")),
    state === "expired" && time && t("invites.ended", { time }),
    createdBy && t("invites.madeBy", { name: createdBy.displayName }),
    ...channels.map((channel) => `#${channel.name}`),
    hidden > 0 && t("invites.channelCount", { count: hidden }),
  ];
  return (
    <ul className="flex flex-wrap gap-x-3 text-small text-ink-muted">
      {facts.filter(Boolean).map((fact, index) => (
        <li key={index} className={index === 0 && state === "active" ? "text-accent-text" : ""}>
          <bdi className="wrap-anywhere">{fact}</bdi>
        </li>
      ))}
    </ul>
  );
}

function InviteLink({ url, qrCode }: { url: string; qrCode: { size: number; path: string } }) {
  const { t } = useTranslation();
  return (
    <>
      <CopyField
        label={t("invites.link")}
        value={url}
        copyLabel={t("invites.copy")}
        copiedLabel={t("invites.copied")}
      />
      <details>
        <summary className="w-fit cursor-pointer text-small text-accent-text">{t("invites.qrCode")}</summary>
        <div className="pt-2">
          <QrCode label={t("invites.qrCodeOf")} {...qrCode} />
        </div>
      </details>
    </>
  );
}
