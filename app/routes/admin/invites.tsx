import "#app/i18n/pages/invites.ts";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import { AdminPagesNav } from "#app/components/admin-pages-nav.tsx";
import { InviteEntry } from "#app/components/invites/invite-entry.tsx";
import { InviteFilter } from "#app/components/invites/invite-filter.tsx";
import { InviteForm, readChannelIds } from "#app/components/invites/invite-form.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { listInvitableChannels } from "#app/domain/invites/invitable-channels.server.ts";
import { createInviteSchema, inviteIdSchema, listInvitesSchema } from "#app/domain/invites/invites.schema.ts";
import { listInvites } from "#app/domain/invites/list-invites.server.ts";
import { revokeInvite } from "#app/domain/invites/revoke-invite.server.ts";
import { can, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { env } from "#app/platform/env.server.ts";
import { drawQrCode } from "#app/platform/qr-code.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.invites" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const pages = requireAdminPage(actor, "invites");
  const canCreate = can(actor, "invite.create");
  const input = parseInput(listInvitesSchema, Object.fromEntries(url.searchParams));
  const [{ invites, ...list }, channels] = await Promise.all([
    listInvites(actor, input),
    canCreate ? listInvitableChannels(actor) : [],
  ]);
  const entries = invites.map((invite) => ({
    invite,
    qrCode: invite.url === null ? null : drawQrCode(invite.url),
  }));
  return { pages, canCreate, channels, input, entries, ...list, isClosed: env().SIGNUP_MODE === "closed" };
});

export const action = createFormAction(async ({ actor, form }) => {
  if (form.get("intent") === "revoke") {
    await revokeInvite(actor, parseInput(inviteIdSchema, Object.fromEntries(form)).inviteId);
    return { done: "revoked" } as const;
  }
  const fields = { ...Object.fromEntries(form), channelIds: readChannelIds(form) };
  const { id } = await createInvite(actor, parseInput(createInviteSchema, fields));
  return { done: "created", id } as const;
});

export default function Invites() {
  const { t } = useTranslation();
  const { pages, canCreate, channels, isClosed } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const done = result && "done" in result && !isBusy ? result.done : null;
  const created = result && "id" in result ? result.id : null;
  const [formKey, setFormKey] = useState(created);
  // Empty again once an invite was made, and only then: not when the list below is filtered.
  if (created && created !== formKey) setFormKey(created);
  return (
    <AdminPage title={t("admin.invites")} pages={pages}>
      {isClosed && <p role="note">{t("invites.closed")}</p>}
      {canCreate ? (
        <Section title={t("invites.newTitle")} lead={t("invites.newLead")}>
          <InviteForm key={formKey} channels={channels} failure={failure} isBusy={isBusy} />
          <output className="text-small">{done === "created" ? t("invites.created") : ""}</output>
        </Section>
      ) : (
        <ProblemNotice problem={failure?.problem} />
      )}
      <Section
        title={t("invites.listTitle")}
        lead={<output>{done === "revoked" ? t("invites.revoked") : ""}</output>}
      >
        <InviteList />
      </Section>
    </AdminPage>
  );
}

function InviteList() {
  const { t } = useTranslation();
  const { input, entries, total, page, pageCount } = useLoaderData<typeof loader>();
  const toQuery = (target: number) => new URLSearchParams({ ...input, page: String(target) }).toString();
  if (total === 0 && !input.query && !input.state)
    return <p className="text-ink-muted">{t("invites.none")}</p>;
  return (
    <>
      <InviteFilter key={toQuery(page)} input={input} />
      <output className="text-small text-ink-muted">
        {total === 0 ? t("invites.noneFound") : t("invites.found", { count: total })}
      </output>
      {entries.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {entries.map((entry) => (
            <InviteEntry key={entry.invite.id} {...entry} />
          ))}
        </ul>
      )}
      <AdminPagesNav page={page} pageCount={pageCount} to={(target) => `?${toQuery(target)}`} />
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
