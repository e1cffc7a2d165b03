import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AddPeople } from "#app/components/panels/add-people.tsx";
import { MemberEntry } from "#app/components/panels/member-entry.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { useReloadOnEvents } from "#app/components/panels/use-reload.ts";
import { buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { SearchForm } from "#app/components/ui/search-form.tsx";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { findOutsiders } from "#app/domain/memberships/find-outsiders.server.ts";
import { listMembers } from "#app/domain/memberships/list-members.server.ts";
import { listMembersSchema } from "#app/domain/memberships/memberships.schema.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { findUsersSchema } from "#app/domain/users/users.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { answerMembersForm } from "./members-intents.server.ts";
import { findRights, requireId } from "./panel-door.server.ts";

/** So many fit into a panel before it is better to search. */
const MEMBERS_PAGE = 50;

export const loader = createPageLoader(async ({ actor, params, url }) => {
  const channelId = requireId(params["channelId"]);
  const { searchParams } = url;
  const input = parseInput(listMembersSchema, {
    query: searchParams.get("query") ?? "",
    // Not "after": the conversation beside it has that.
    after: searchParams.get("from") ?? undefined,
  });
  const [channel, rights, found] = await Promise.all([
    getChannel(actor, channelId),
    findRights(actor, channelId, ["manage_members", "manage_roles"]),
    listMembers(actor, channelId, { ...input, limit: MEMBERS_PAGE + 1 }),
  ]);
  const isFixed = channel.kind === "direct" || channel.archivedAt !== null;
  const adds = rights.manage_members && !isFixed && can(actor, "user.search");
  const search = searchParams.get("find");
  return {
    channel,
    query: input.query,
    isFirst: input.after === undefined,
    members: found.slice(0, MEMBERS_PAGE),
    hasMore: found.length > MEMBERS_PAGE,
    managesMembers: rights.manage_members && !isFixed,
    managesRoles: rights.manage_roles && !isFixed,
    adds,
    search: search ?? "",
    people:
      adds && search !== null
        ? await findOutsiders(actor, channelId, parseInput(findUsersSchema, { query: search }))
        : null,
  };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  const channelId = requireId(params["channelId"]);
  await answerMembersForm(actor, channelId, form);
  return redirect(`/channels/${channelId}/members`, 303);
});

/** Who is in a conversation, and for those who keep order, who else is to be. */
export default function Members() {
  const { t } = useTranslation();
  const { channel, query, isFirst, members, hasMore, managesMembers, managesRoles, adds, search, people } =
    useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const failure = findFailure(useActionData());
  useReloadOnEvents(channel.id);
  const isDirect = channel.kind === "direct";
  const last = members.at(-1);
  const isAdding = failure?.values["intent"] === "add";
  return (
    <Panel title={isDirect ? t("members.titleDirect") : t("members.title")} channelId={channel.id}>
      <div className="flex flex-col gap-4 p-4">
        {!isAdding && <ProblemNotice problem={failure?.problem} />}
        <SearchForm name="query" label={t("members.search")} submit={t("members.find")} value={query} />
        {adds && <AddPeople search={search} people={people} failure={isAdding ? failure : undefined} />}
        {members.length === 0 && <p className="text-ink-muted">{t("members.none")}</p>}
        <ul aria-label={isDirect ? t("members.titleDirect") : t("members.title")} className="flex flex-col">
          {members.map((member) => (
            <MemberEntry
              key={member.userId}
              member={member}
              selfId={me.id}
              kind={channel.kind}
              canRemove={managesMembers && (managesRoles || member.role === "member")}
              canSetRole={managesRoles}
              canHandOver={managesRoles && channel.membership?.role === "owner"}
            />
          ))}
        </ul>
        {(!isFirst || hasMore) && (
          <p className="flex justify-between gap-2">
            {!isFirst && (
              <Link to={`?${new URLSearchParams({ query })}`} className={buttonClass("plain")}>
                {t("members.first")}
              </Link>
            )}
            {hasMore && last && (
              <Link
                to={`?${new URLSearchParams({ query, from: last.userId })}`}
                className={buttonClass("plain")}
              >
                {t("members.next")}
              </Link>
            )}
          </p>
        )}
      </div>
    </Panel>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
