import "#app/i18n/pages/factors.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AppSection } from "#app/components/factors/app-section.tsx";
import { CodesSection } from "#app/components/factors/codes-section.tsx";
import { PasskeysSection } from "#app/components/factors/passkeys-section.tsx";
import { RecoveryCodes } from "#app/components/factors/recovery-codes.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { ProofFields } from "#app/components/proof-fields.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import type { Actor, Restriction } from "#app/domain/actor.ts";
import { removePasskey, renamePasskey } from "#app/domain/factors/change-passkey.server.ts";
import {
  confirmTotpSchema,
  factorIntentSchema,
  removePasskeySchema,
  renamePasskeySchema,
} from "#app/domain/factors/factors.schema.ts";
import { listFactors } from "#app/domain/factors/list-factors.server.ts";
import { removeTotp } from "#app/domain/factors/remove-totp.server.ts";
import { renewRecoveryCodes } from "#app/domain/factors/renew-recovery-codes.server.ts";
import {
  beginTotp,
  cancelTotpSetUp,
  confirmTotp,
  findTotpSetUp,
} from "#app/domain/factors/set-up-totp.server.ts";
import { readDevice } from "#app/domain/sessions/device.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { findProof, requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { drawQrCode } from "#app/platform/qr-code.server.ts";
import { PASSKEY_NAME_MAX } from "#app/shared/limits.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

/** Who has to set one up first gets here, and nowhere else. */
const allow: Restriction[] = ["second_factor"];

export const handle: PageHandle = { title: "titles.secondFactor" };

export const loader = createPageLoader(
  async ({ actor, context }) => {
    const [factors, proof, setUp] = await Promise.all([
      listFactors(actor),
      findProof(actor),
      findTotpSetUp(actor),
    ]);
    const { browser, system } = readDevice(context.userAgent);
    return {
      factors,
      proof,
      setUp: setUp && { ...setUp, qrCode: drawQrCode(setUp.uri) },
      suggestedName: [browser, system].filter(Boolean).join(", ").slice(0, PASSKEY_NAME_MAX),
      isRequired: actor.restriction === "second_factor",
    };
  },
  { allow },
);

export const action = createFormAction(
  async ({ actor, form }) => {
    const recoveryCodes = await act(actor, Object.fromEntries(form));
    if (recoveryCodes && recoveryCodes.length > 0) return { recoveryCodes };
    return redirect("/settings/security/second-factor", 303);
  },
  { allow },
);

/** Returns codes to be shown, of the steps that make some. */
async function act(actor: Actor, fields: Record<string, string>): Promise<string[] | void> {
  switch (parseInput(factorIntentSchema, fields).intent) {
    case "prove":
      return requireProof(actor, parseInput(proofSchema, fields));
    case "begin-app":
      await beginTotp(actor, parseInput(proofSchema, fields));
      return;
    case "cancel-app":
      return cancelTotpSetUp(actor);
    case "confirm-app":
      return confirmTotp(actor, parseInput(confirmTotpSchema, fields));
    case "remove-app":
      return removeTotp(actor, parseInput(proofSchema, fields));
    case "renew-codes":
      return renewRecoveryCodes(actor, parseInput(proofSchema, fields));
    case "rename-passkey":
      return renamePasskey(actor, parseInput(renamePasskeySchema, fields));
    case "remove-passkey":
      return removePasskey(actor, parseInput(removePasskeySchema, fields));
  }
}

export default function SecondFactor() {
  const { t } = useTranslation();
  const { factors, proof, setUp, suggestedName, isRequired } = useLoaderData<typeof loader>();
  // What was asked for when the page was opened: once it is done, the page still has to lead on.
  const [wasRequired] = useState(isRequired);
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const errors = failure?.problem.errors ?? [];
  const codes = result && "recoveryCodes" in result ? result.recoveryCodes : [];
  const isOn = factors.totp !== null || factors.passkeys.length > 0;
  const canChange = proof.isRecent;
  return (
    <SettingsPage title={t("factors.title")}>
      <div className="flex flex-col gap-4">
        <p>{t(isOn ? "factors.isOn" : "factors.isOff")}</p>
        {isRequired && !isOn && (
          <p role="note" className="rounded-control bg-warning-surface px-3 py-2 text-warning">
            {t("factors.isRequired")}
          </p>
        )}
        {(errors.length === 0 || !canChange) && <ProblemNotice problem={failure?.problem} />}
        {codes.length > 0 && <RecoveryCodes codes={codes} />}
        {wasRequired && isOn && (
          <p className="flex flex-wrap items-center gap-3">
            {t("factors.isDone")}
            {/* The frame around this page has to be made anew, too. */}
            <a href="/" className={buttonClass()}>
              {t("factors.goOn")}
            </a>
          </p>
        )}
        {!canChange && (
          <Form method="post" noValidate className="flex max-w-md flex-col gap-4">
            <input type="hidden" name="intent" value="prove" />
            <p className="text-small text-ink-muted">{t("factors.proofLead")}</p>
            <ProofFields proof={proof} errors={errors} />
            <Button className="self-start">{t("factors.proofGo")}</Button>
          </Form>
        )}
      </div>
      <AppSection totp={factors.totp} setUp={setUp} canChange={canChange} errors={errors} />
      <PasskeysSection
        passkeys={factors.passkeys}
        suggestedName={suggestedName}
        canChange={canChange}
        failure={failure}
      />
      {isOn && <CodesSection left={factors.recoveryCodesLeft} canChange={canChange} />}
    </SettingsPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
