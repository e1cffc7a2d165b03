import "#app/i18n/pages/places.ts";
import { redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import { FirstSteps } from "#app/components/first-steps.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { createChannel } from "#app/domain/channels/create-channel.server.ts";
import { createChannelSchema } from "#app/domain/channels/channels.schema.ts";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { createInviteSchema, listInvitesSchema } from "#app/domain/invites/invites.schema.ts";
import { listInvites } from "#app/domain/invites/list-invites.server.ts";
import { finishFirstSteps, findFirstSteps } from "#app/domain/workspace/first-steps.server.ts";
import { updateWorkspace } from "#app/domain/workspace/update-workspace.server.ts";
import { updateWorkspaceSchema } from "#app/domain/workspace/workspace.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { usePageFocus } from "#app/hooks/use-page-focus.ts";
import { AppError } from "#app/shared/errors.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.home" };

export const loader = createPageLoader(async ({ actor, request }) => {
  const last = /(?:^|;\s*)parley_last_channel=([0-9a-f-]{36})/.exec(request.headers.get("cookie") ?? "")?.[1];
  const isMember = last !== undefined && (await listChannels(actor)).some((channel) => channel.id === last);
  if (isMember) throw redirect(`/channels/${last}`);
  const steps = await findFirstSteps(actor);
  if (!steps?.hasInvite) return { steps, inviteUrl: null };
  const { invites } = await listInvites(actor, listInvitesSchema.parse({ state: "active" }));
  return { steps, inviteUrl: invites[0]?.url ?? null };
});

/** The first steps of an installation, each a form that leads back here. */
export const action = createFormAction(async ({ actor, form }) => {
  const fields = Object.fromEntries(form);
  switch (fields["intent"] ?? "") {
    case "name":
      await updateWorkspace(actor, parseInput(updateWorkspaceSchema, fields));
      break;
    case "channel":
      await createChannel(actor, parseInput(createChannelSchema, { name: fields["name"], kind: "public" }));
      break;
    case "invite":
      await createInvite(actor, createInviteSchema.parse({}));
      break;
    case "finish":
      await finishFirstSteps(actor);
      break;
    default:
      throw new AppError("malformed");
  }
  return redirect("/", 303);
});

/** The first page of somebody who has opened no conversation yet: what to do first. */
export default function Home() {
  const { steps, inviteUrl } = useLoaderData<typeof loader>();
  usePageFocus(steps ? "steps" : "ways");
  return steps ? <FirstSteps steps={steps} inviteUrl={inviteUrl} /> : <Ways />;
}

function Ways() {
  const { t } = useTranslation();
  const ways = [
    { to: "/channels/browse", title: t("home.browse"), hint: t("home.browseHint") },
    { to: "/channels/new", title: t("home.create"), hint: t("home.createHint") },
    { to: "/messages/new", title: t("home.message"), hint: t("home.messageHint") },
  ];
  return (
    <>
      <PageHeader title={t("home.title")} />
      <div className="w-full max-w-xl p-4 md:py-6">
        <p className="pb-4 text-ink-muted">{t("home.lead")}</p>
        <ul className="divide-y divide-line border-t border-line">
          {ways.map(({ to, title, hint }) => (
            <li key={to}>
              <Link to={to} className="-mx-2 block rounded-control px-2 py-3 hover:bg-surface-hover">
                <span className="font-medium text-accent-text">{title}</span>
                <span className="block text-small text-ink-muted">{hint}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
