import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AboutFacts } from "#app/components/panels/about-facts.tsx";
import { ConfirmButton } from "#app/components/panels/confirm-button.tsx";
import { DetailsForm, WritingForm } from "#app/components/panels/details-form.tsx";
import { JoinLink } from "#app/components/panels/join-link.tsx";
import { OwnSettings } from "#app/components/panels/own-settings.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { PeopleList } from "#app/components/panels/people-list.tsx";
import { useReloadOnEvents } from "#app/components/panels/use-reload.ts";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { findCreator } from "#app/domain/channels/find-creator.server.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { getJoinLink } from "#app/domain/channels/join-link.server.ts";
import { ownsAlone } from "#app/domain/memberships/owns-alone.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { nameChannel } from "#app/shared/names.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { answerAboutForm } from "./about-intents.server.ts";
import { findRights, requireId } from "./panel-door.server.ts";

const ACTS = [
  "rename",
  "set_topic",
  "describe",
  "set_read_only",
  "archive",
  "invite",
  "list_members",
] as const;

export const loader = createPageLoader(async ({ actor, params }) => {
  const channelId = requireId(params["channelId"]);
  const [channel, rights, creator] = await Promise.all([
    getChannel(actor, channelId),
    findRights(actor, channelId, ACTS),
    findCreator(actor, channelId),
  ]);
  const isOnlyOwner = await ownsAlone(actor, channel);
  const isFixed = channel.kind === "direct" || channel.archivedAt !== null;
  const link = rights.invite && !isFixed ? await getJoinLink(actor, channelId) : null;
  const people = await findUsersById(channel.members ?? []);
  return { channel, rights, isFixed, creator, isOnlyOwner, link, people };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  const channelId = requireId(params["channelId"]);
  const path = await answerAboutForm(actor, channelId, form);
  return redirect(path, 303);
});

/** What a conversation is, and everything that can be changed about it. */
export default function About() {
  const { t, i18n } = useTranslation();
  const { channel, rights, isFixed, creator, link, people } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const failure = findFailure(useActionData());
  const state = useLive((live) => live.state);
  useReloadOnEvents(channel.id);
  const isDirect = channel.kind === "direct";
  const hasFieldErrors = (failure?.problem.errors.length ?? 0) > 0;
  return (
    <Panel title={isDirect ? t("about.titleDirect") : t("about.title")} channelId={channel.id}>
      <div className="flex flex-col gap-8 p-4">
        {!hasFieldErrors && <ProblemNotice problem={failure?.problem} />}
        <AboutFacts
          channel={state.channels.get(channel.id) ?? channel}
          name={nameChannel(channel, state.users, me.id, i18n)}
          creator={creator}
          seesMembers={rights.list_members && !isDirect}
        />
        {isDirect && (
          <Section title={t("about.people")}>
            <PeopleList people={people} selfId={me.id} />
          </Section>
        )}
        {!isFixed && (rights.rename || rights.set_topic || rights.describe) && (
          <DetailsForm
            channel={channel}
            canRename={rights.rename}
            canSetTopic={rights.set_topic}
            canDescribe={rights.describe}
            failure={failure}
          />
        )}
        {!isFixed && rights.set_read_only && <WritingForm channel={channel} />}
        {channel.membership && <OwnSettings channel={channel} membership={channel.membership} />}
        {!isFixed && rights.invite && <JoinLink url={link?.url ?? null} />}
        <Leaving />
      </div>
    </Panel>
  );
}

/** The ways out: each asks once more, and who cannot leave is told why. */
function Leaving() {
  const { t } = useTranslation();
  const { channel, rights, isOnlyOwner } = useLoaderData<typeof loader>();
  const canLeave = channel.membership !== null && channel.kind !== "direct";
  const canArchive = rights.archive && channel.kind !== "direct";
  if (!canLeave && !canArchive) return null;
  const name = channel.name ?? "";
  const act = channel.archivedAt ? "unarchive" : "archive";
  return (
    <Section title={t("about.leaving")}>
      {canLeave && isOnlyOwner && <p className="text-small text-ink-muted">{t("about.lastOwner")}</p>}
      <div className="flex flex-wrap gap-2">
        {canLeave && !isOnlyOwner && (
          <ConfirmButton
            label={t("about.leave")}
            question={t("about.leaveQuestion", { channel: name })}
            lead={channel.kind === "public" ? t("about.leavePublic") : t("about.leavePrivate")}
            fields={{ intent: "leave" }}
          />
        )}
        {canArchive && (
          <ConfirmButton
            label={t(`about.${act}`)}
            question={t(`about.${act}Question`, { channel: name })}
            lead={t(`about.${act}Lead`)}
            fields={{ intent: act }}
          />
        )}
      </div>
    </Section>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
