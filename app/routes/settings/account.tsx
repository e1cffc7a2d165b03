import "#app/i18n/pages/leaving.ts";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ExportSection } from "#app/components/leaving/export-section.tsx";
import { LeavingForm } from "#app/components/leaving/leaving-form.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { requestDeletionSchema } from "#app/domain/deletion/deletion.schema.ts";
import { DELETION_DELAY, requestDeletion } from "#app/domain/deletion/request-deletion.server.ts";
import { listExports } from "#app/domain/exports/export-view.server.ts";
import { requestExport } from "#app/domain/exports/request-export.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { findProof } from "#app/domain/sessions/require-proof.server.ts";
import { deactivateOwnAccount } from "#app/domain/users/deactivate-own-account.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { serializeNoSession } from "#app/doors/session-cookies.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { DAY } from "#app/shared/time.ts";

export const handle: PageHandle = { title: "titles.account" };

export const loader = createPageLoader(async ({ actor, url }) => ({
  isLinkGone: url.searchParams.get("link") === "gone",
  proof: await findProof(actor),
  exports: await listExports(actor),
  days: DELETION_DELAY / DAY,
}));

export const action = createFormAction(async ({ actor, form, context }) => {
  const fields = { ...Object.fromEntries(form), deletesMessages: form.has("deletesMessages") };
  const intent = form.get("intent");
  if (intent === "export") return requestExport(actor, parseInput(proofSchema, fields));
  if (intent === "deactivate") await deactivateOwnAccount(actor, parseInput(proofSchema, fields));
  else if (intent === "delete") await requestDeletion(actor, parseInput(requestDeletionSchema, fields));
  else throw new AppError("malformed");
  for (const cookie of await serializeNoSession()) context.setCookie(cookie);
  throw redirect(`/account/deletion?done=${intent}`, 303);
});

export default function Account() {
  const { t } = useTranslation();
  const { isLinkGone, proof, exports, days } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const failureOf = (intent: string) => (failure?.values["intent"] === intent ? failure : undefined);
  return (
    <SettingsPage title={t("leaving.title")}>
      <ExportSection proof={proof} exports={exports} isLinkGone={isLinkGone} failure={failureOf("export")} />
      <Section title={t("leaving.deactivateTitle")} lead={t("leaving.deactivateLead")}>
        <LeavingForm
          intent="deactivate"
          submit={t("leaving.deactivate")}
          proof={proof}
          failure={failureOf("deactivate")}
        />
      </Section>
      <Section
        title={t("leaving.deleteTitle")}
        lead={t("leaving.deleteLead", { count: days, name: t("people.deleted") })}
      >
        <LeavingForm intent="delete" submit={t("leaving.delete")} proof={proof} failure={failureOf("delete")}>
          <label className="flex min-h-6 items-center gap-2 text-small">
            <input
              type="checkbox"
              name="deletesMessages"
              defaultChecked={failureOf("delete")?.values["deletesMessages"] === "on"}
              className="choice"
            />
            {t("leaving.deletesMessages")}
          </label>
        </LeavingForm>
      </Section>
    </SettingsPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
