import "#app/i18n/pages/providers.ts";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/components/page-title.tsx";
import { ProofFields } from "#app/components/proof-fields.tsx";
import { SettingsPage } from "#app/components/settings-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { linkPending, requestLink } from "#app/domain/identities/link-identity.server.ts";
import { listIdentities } from "#app/domain/identities/list-identities.server.ts";
import { listProviders } from "#app/domain/identities/providers.server.ts";
import { requestProof } from "#app/domain/identities/prove-by-provider.server.ts";
import { unlinkIdentity } from "#app/domain/identities/unlink-identity.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { findProof, requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { beginVisit, pendingLinkCookie } from "#app/doors/visit-cookies.server.ts";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatShort } from "#app/shared/dates.ts";
import { AppError } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { IdentityView } from "#app/shared/account-views.ts";

const PATH = "/settings/connections";

export const handle: PageHandle = { title: "titles.connections" };

export const loader = createPageLoader(async ({ actor, request }) => {
  const [identities, proof, pending] = await Promise.all([
    listIdentities(actor),
    findProof(actor),
    pendingLinkCookie.read(request),
  ]);
  const connections = listProviders().map((provider) => ({
    ...provider,
    identity: identities.find((identity) => identity.provider === provider.id) ?? null,
  }));
  const waiting = connections.find(({ id, identity }) => id === pending?.provider && !identity);
  const isMine = pending?.userId === actor.userId;
  return {
    connections,
    proof,
    pending: waiting && isMine ? { name: waiting.name, label: pending.label } : null,
  };
});

export const action = createFormAction(async ({ actor, form, request, context }) => {
  const proof = parseInput(proofSchema, Object.fromEntries(form));
  const errand = { next: PATH, remember: false, sessionId: actor.sessionId };
  const [connect, prove, disconnect] = ["connect", "prove", "disconnect"].map((name) => form.get(name));
  if (connect) {
    const provider = await requestLink(actor, connect, proof);
    throw await beginVisit(provider, { ...errand, intent: "link" }, context);
  }
  if (prove)
    throw await beginVisit(await requestProof(actor, prove), { ...errand, intent: "prove" }, context);
  if (disconnect) {
    await unlinkIdentity(actor, disconnect, proof);
    return { done: "disconnected" as const };
  }
  if (form.has("connectPending")) {
    await linkPending(actor, await pendingLinkCookie.read(request), proof);
    context.setCookie(await pendingLinkCookie.clear());
    return { done: "connected" as const };
  }
  if (!form.has("confirm")) throw new AppError("malformed");
  await requireProof(actor, proof);
  return { done: "confirmed" as const };
});

export default function Connections() {
  const { t } = useTranslation();
  const { connections, proof, pending } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const hasFields = !proof.isRecent && (proof.hasPassword || proof.hasSecondFactor);
  const hasNothingElse = !proof.hasPassword && !proof.hasSecondFactor && !proof.hasPasskey;
  return (
    <SettingsPage title={t("providers.title")}>
      <Form method="post" noValidate className="flex flex-col gap-8">
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <output className="text-small text-ink-muted empty:hidden">
          {result && "done" in result && !isBusy ? t(`providers.${result.done}`) : ""}
        </output>
        <ProofFields proof={proof} errors={errors} />
        {/* First in the form, so that the Enter key means this one. */}
        {hasFields && (
          <div>
            <Button name="confirm" value="yes" look="plain" isBusy={isBusy}>
              {t("providers.confirm")}
            </Button>
          </div>
        )}
        {pending && (
          <Section title={t("providers.pendingTitle", pending)} lead={t("providers.pendingLead", pending)}>
            <div>
              <Button name="connectPending" value="yes" isBusy={isBusy}>
                {t("providers.connectPending", pending)}
              </Button>
            </div>
          </Section>
        )}
        <Section
          title={t("providers.listTitle")}
          lead={t(connections.length > 0 ? "providers.lead" : "providers.none")}
        >
          <ul className="divide-y divide-line">
            {connections.map(({ id, name, identity }) => (
              <li key={id} className="flex flex-wrap items-center gap-3 py-3">
                <div className="min-w-0 flex-1">
                  <h3 className="font-medium">{name}</h3>
                  <ConnectionState identity={identity} />
                </div>
                {identity && hasNothingElse && !proof.isRecent && (
                  <Button name="prove" value={id} look="plain" isBusy={isBusy}>
                    {t("providers.prove", { name })}
                  </Button>
                )}
                <Button name={identity ? "disconnect" : "connect"} value={id} look="plain" isBusy={isBusy}>
                  {t(identity ? "providers.disconnect" : "providers.connect", { name })}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      </Form>
    </SettingsPage>
  );
}

function ConnectionState({ identity }: { identity: IdentityView | null }) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  if (!identity) return <p className="text-small text-ink-muted">{t("providers.notConnected")}</p>;
  const { label, createdAt, lastUsedAt } = identity;
  const since = formatShort(createdAt, dateStyle);
  return (
    <p className="text-small text-ink-muted">
      {t("providers.connectedAs", { label, since })}{" "}
      {lastUsedAt && t("providers.lastUsed", { time: formatShort(lastUsedAt, dateStyle) })}
    </p>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
