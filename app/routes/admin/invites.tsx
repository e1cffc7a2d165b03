import "#app/i18n/en/invites.ts";
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import { InviteEntry } from "#app/components/invites/invite-entry.tsx";
import { InviteForm, readChannelIds } from "#app/components/invites/invite-form.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { listInvitableChannels } from "#app/domain/invites/invitable-channels.server.ts";
import { createInviteSchema, inviteIdSchema } from "#app/domain/invites/invites.schema.ts";
import { listInvites } from "#app/domain/invites/list-invites.server.ts";
import { revokeInvite } from "#app/domain/invites/revoke-invite.server.ts";
import { can, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { env } from "#app/platform/env.server.ts";
import { drawQrCode } from "#app/platform/qr-code.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const meta: MetaFunction = () => [{ title: "Invites · Parley" }];

export const loader = createPageLoader(async ({ actor }) => {
  const pages = requireAdminPage(actor, "invites");
  const canCreate = can(actor, "invite.create");
  const [invites, channels] = await Promise.all([
    listInvites(actor),
    canCreate ? listInvitableChannels(actor) : [],
  ]);
  const entries = invites.map((invite) => ({
    invite,
    qrCode: invite.url === null ? null : drawQrCode(invite.url),
  }));
  return { pages, canCreate, channels, entries, isClosed: env().SIGNUP_MODE === "closed" };
});

export const action = createFormAction(async ({ actor, form }) => {
  if (form.get("intent") === "revoke") {
    await revokeInvite(actor, parseInput(inviteIdSchema, Object.fromEntries(form)).inviteId);
    return { done: "revoked" } as const;
  }
  const fields = { ...Object.fromEntries(form), channelIds: readChannelIds(form) };
  await createInvite(actor, parseInput(createInviteSchema, fields));
  return { done: "created" } as const;
});

export default function Invites() {
  const { t } = useTranslation();
  const { pages, canCreate, channels, entries, isClosed } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const done = result && "done" in result && !isBusy ? result.done : null;
  const newest = entries.map(({ invite }) => invite.id).reduce((a, b) => (a > b ? a : b), "");
  return (
    <AdminPage title={t("admin.invites")} pages={pages}>
      {isClosed && <p role="note">{t("invites.closed")}</p>}
      {canCreate ? (
        <Section title={t("invites.newTitle")} lead={t("invites.newLead")}>
          {/* Empty again once one was made: ids sort by time. */}
          <InviteForm key={newest} channels={channels} failure={failure} isBusy={isBusy} />
          <output className="text-small">{done === "created" ? t("invites.created") : ""}</output>
        </Section>
      ) : (
        <ProblemNotice problem={failure?.problem} />
      )}
      <Section
        title={t("invites.listTitle")}
        lead={<output>{done === "revoked" ? t("invites.revoked") : ""}</output>}
      >
        {entries.length === 0 ? (
          <p className="text-ink-muted">{t("invites.none")}</p>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {entries.map((entry) => (
              <InviteEntry key={entry.invite.id} {...entry} />
            ))}
          </ul>
        )}
      </Section>
    </AdminPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
