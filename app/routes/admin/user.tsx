import type { SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  CloseSection,
  FactorsSection,
  LockSection,
  RoleSection,
  SessionsSection,
} from "#app/components/account-sections.tsx";
import { AdminPage } from "#app/components/admin-page.tsx";
import { TimeAgo } from "#app/components/ui/time-ago.tsx";
import type { Actor } from "#app/domain/actor.ts";
import {
  assignRoleSchema,
  reasonSchema,
  requiredReasonSchema,
} from "#app/domain/administration/administration.schema.ts";
import { assignRole } from "#app/domain/administration/assign-role.server.ts";
import { deactivateUser, reactivateUser } from "#app/domain/administration/deactivate-user.server.ts";
import { endUserSessions } from "#app/domain/administration/end-user-sessions.server.ts";
import { getAccount } from "#app/domain/administration/get-account.server.ts";
import { resetFactors } from "#app/domain/administration/reset-factors.server.ts";
import { unlockAccount } from "#app/domain/lockouts/unlock-account.server.ts";
import type { PageHandle } from "#app/components/page-title.tsx";
import { requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { listRoleNames } from "#app/domain/roles/list-roles.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = {
  title: (data, _, i18n) =>
    (data as SerializeFrom<typeof loader> | undefined)?.account.user.displayName ??
    i18n.t("problem.notFoundTitle"),
};

export const loader = createPageLoader(async ({ actor, params }) => {
  const pages = requireAdminPage(actor, "users");
  const userId = requireId(params["userId"]);
  const [account, roles] = await Promise.all([getAccount(actor, userId), listRoleNames(actor)]);
  return { pages, account, assignable: roles.assignable, now: new Date().toISOString() };
});

type Act = (actor: Actor, userId: string, fields: Record<string, string>) => Promise<void>;

/** What each form of the page does, by its intent. */
const acts: Record<string, Act> = {
  "assign-role": (actor, userId, fields) => assignRole(actor, userId, parseInput(assignRoleSchema, fields)),
  "end-session": (actor, userId, { sessionId }) => endUserSessions(actor, userId, requireId(sessionId)),
  "end-sessions": (actor, userId) => endUserSessions(actor, userId),
  unlock: unlockAccount,
  "reset-factors": (actor, userId, fields) =>
    resetFactors(actor, userId, parseInput(requiredReasonSchema, fields)),
  deactivate: (actor, userId, fields) => deactivateUser(actor, userId, parseInput(reasonSchema, fields)),
  reactivate: reactivateUser,
};

export const action = createFormAction(async ({ actor, params, form }) => {
  const { intent = "", ...fields } = Object.fromEntries(form);
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (!act) throw new AppError("malformed");
  await act(actor, requireId(params["userId"]), fields);
  return { done: intent };
});

function requireId(value: string | undefined): string {
  if (!isId(value)) throw new AppError("not_found");
  return value.toLowerCase();
}

export default function Account() {
  const { t } = useTranslation();
  const { pages, account, assignable, now } = useLoaderData<typeof loader>();
  return (
    <AdminPage title={account.user.displayName} pages={pages}>
      <Facts />
      {account.isBeyondActor && <p role="note">{t("errors.more_powerful")}</p>}
      {account.acts.includes("assign_role") && <RoleSection account={account} assignable={assignable} />}
      {account.acts.includes("end_sessions") && <SessionsSection account={account} now={now} />}
      {account.acts.includes("unlock") && <LockSection account={account} />}
      {account.acts.includes("reset_factors") && <FactorsSection account={account} />}
      {account.acts.includes("deactivate") && <CloseSection account={account} />}
    </AdminPage>
  );
}

function Facts() {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { style: "narrow" });
  const { account, now } = useLoaderData<typeof loader>();
  const { user, email, states, lastSeenAt } = account;
  const facts = [
    { label: t("admin.username"), value: `@${user.username}` },
    ...(email ? [{ label: t("admin.email"), value: <bdi>{email}</bdi> }] : []),
    { label: t("admin.role"), value: user.role },
    { label: t("admin.state"), value: list.format(states.map((state) => t(`admin.states.${state}`))) },
    { label: t("admin.created"), value: <TimeAgo at={user.createdAt} now={now} /> },
    {
      label: t("admin.lastSeen"),
      value: lastSeenAt ? <TimeAgo at={lastSeenAt} now={now} /> : t("admin.never"),
    },
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
      {facts.map(({ label, value }) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
