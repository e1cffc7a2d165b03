import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import { AdminPagesNav } from "#app/components/admin-pages-nav.tsx";
import { sayWith } from "#app/components/chat/say-with-names.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { SelectField } from "#app/components/ui/select-field.tsx";
import { TimeAgo } from "#app/components/ui/time-ago.tsx";
import {
  ACCOUNT_ORDERS,
  ACCOUNT_STATES,
  listAccountsSchema,
  type ListAccountsInput,
} from "#app/domain/administration/administration.schema.ts";
import { listAccounts } from "#app/domain/administration/list-accounts.server.ts";
import { can, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { listRoleNames } from "#app/domain/roles/list-roles.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { AccountView } from "#app/shared/account-views.ts";

export const handle: PageHandle = { title: "titles.users" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const pages = requireAdminPage(actor, "users");
  const input = parseInput(listAccountsSchema, Object.fromEntries(url.searchParams));
  const [list, roles] = await Promise.all([listAccounts(actor, input), listRoleNames(actor)]);
  const seesPrivate = can(actor, "user.read.private");
  return { pages, input, ...list, roles: roles.all, seesPrivate, now: new Date().toISOString() };
});

export default function People() {
  const { t } = useTranslation();
  const { pages, input, accounts, total, page, pageCount, now } = useLoaderData<typeof loader>();
  return (
    <AdminPage title={t("admin.users")} pages={pages}>
      <FilterForm />
      <div className="flex flex-col gap-3">
        <output className="text-small text-ink-muted">
          {total === 0 ? t("admin.noneFound") : t("admin.found", { count: total })}
        </output>
        {accounts.length > 0 && (
          <ul className="divide-y divide-line border-y border-line">
            {accounts.map((account) => (
              <Account key={account.user.id} account={account} now={now} />
            ))}
          </ul>
        )}
        <AdminPagesNav
          page={page}
          pageCount={pageCount}
          to={(target) => `?${toQuery({ ...input, page: target })}`}
        />
      </div>
    </AdminPage>
  );
}

function FilterForm() {
  const { t } = useTranslation();
  const { input, roles, seesPrivate } = useLoaderData<typeof loader>();
  const any = { value: "", label: t("admin.any") };
  const states = ACCOUNT_STATES.filter((state) => seesPrivate || state !== "unverified");
  return (
    <search>
      <Form key={toQuery(input)} method="get" className="flex flex-wrap items-end gap-3">
        <Field
          label={seesPrivate ? t("admin.search") : t("admin.searchNames")}
          name="query"
          type="search"
          defaultValue={input.query}
          className="min-w-52 flex-1"
        />
        <SelectField
          label={t("admin.filterRole")}
          name="role"
          defaultValue={input.role}
          options={[any, ...roles.map((role) => ({ value: role, label: role }))]}
        />
        <SelectField
          label={t("admin.filterState")}
          name="state"
          defaultValue={input.state}
          options={[any, ...states.map((state) => ({ value: state, label: t(`admin.states.${state}`) }))]}
        />
        <SelectField
          label={t("admin.order")}
          name="order"
          defaultValue={input.order}
          options={ACCOUNT_ORDERS.map((order) => ({ value: order, label: t(`admin.orders.${order}`) }))}
        />
        <Button look="plain" className="min-h-10">
          {t("admin.find")}
        </Button>
      </Form>
    </search>
  );
}

function Account({ account, now }: { account: AccountView; now: string }) {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { style: "narrow" });
  const { user, email, states, lastSeenAt } = account;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 py-2.5 md:grid-cols-[auto_minmax(0,1fr)_auto]">
      <Avatar name={user.displayName} seed={user.id} url={user.avatarUrl} className="size-8" />
      <div>
        <Link to={`/admin/users/${user.id}`} className="block truncate font-medium hover:underline">
          <bdi>{user.displayName}</bdi>
        </Link>
        <p className="truncate text-small text-ink-muted">
          @{user.username}
          {email && <bdi> · {email}</bdi>}
        </p>
      </div>
      <div className="text-small text-ink-muted max-md:col-start-2 md:text-end">
        <p>
          {user.role} · {list.format(states.map((state) => t(`admin.states.${state}`)))}
        </p>
        <p>
          {lastSeenAt
            ? sayWith(t, "admin.seen", { time: <TimeAgo at={lastSeenAt} now={now} /> })
            : t("admin.neverSeen")}
        </p>
      </div>
    </li>
  );
}

function toQuery(input: ListAccountsInput): string {
  return new URLSearchParams({ ...input, page: String(input.page) }).toString();
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
