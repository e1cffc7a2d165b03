import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import { AuditEntry, nameAction } from "#app/components/audit-entry.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { SelectField } from "#app/components/ui/select-field.tsx";
import { listAuditSchema } from "#app/domain/audit/audit.schema.ts";
import { listAudit, listAuditActions } from "#app/domain/audit/list-audit.server.ts";
import { requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { readTimeZone } from "#app/doors/time-zone.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.audit" };

export const loader = createPageLoader(async ({ actor, url, request }) => {
  const pages = requireAdminPage(actor, "audit");
  const input = parseInput(listAuditSchema, Object.fromEntries(url.searchParams));
  const timeZone = readTimeZone(request.headers.get("cookie"));
  const [page, actions] = await Promise.all([listAudit(actor, input, { timeZone }), listAuditActions(actor)]);
  const { before, actor: by, action, target, from, to } = input;
  return { pages, actions, before, filter: { actor: by, action, target, from, to }, ...page };
});

export default function AuditLog() {
  const { t } = useTranslation();
  const { pages, entries, users } = useLoaderData<typeof loader>();
  const people = new Map(users.map((user) => [user.id, user]));
  return (
    <AdminPage title={t("admin.audit")} pages={pages}>
      <FilterForm />
      <div className="flex flex-col gap-3">
        {entries.length === 0 && <p className="text-ink-muted">{t("admin.auditNone")}</p>}
        <ol className="divide-y divide-line border-y border-line">
          {entries.map((entry) => (
            <AuditEntry key={entry.id} entry={entry} people={people} linksPeople={pages.includes("users")} />
          ))}
        </ol>
        <PageLinks />
      </div>
    </AdminPage>
  );
}

function FilterForm() {
  const { t } = useTranslation();
  const { filter, actions } = useLoaderData<typeof loader>();
  const options = actions.map((action) => ({ value: action, label: nameAction(t, action) }));
  const hint = t("admin.auditNameHint");
  return (
    <search>
      <Form
        key={JSON.stringify(filter)}
        method="get"
        className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] items-start gap-3"
      >
        <Field label={t("admin.auditActor")} name="actor" defaultValue={filter.actor} hint={hint} />
        <SelectField
          label={t("admin.auditAction")}
          name="action"
          defaultValue={filter.action}
          options={[{ value: "", label: t("admin.any") }, ...options]}
        />
        <Field label={t("admin.auditTarget")} name="target" defaultValue={filter.target} hint={hint} />
        <Field label={t("admin.auditFrom")} name="from" type="date" defaultValue={filter.from} />
        <Field label={t("admin.auditTo")} name="to" type="date" defaultValue={filter.to} />
        <Button look="plain" className="mt-[1.375rem] min-h-10 justify-self-start">
          {t("admin.find")}
        </Button>
      </Form>
    </search>
  );
}

function PageLinks() {
  const { t } = useTranslation();
  const { filter, before, entries, hasOlder } = useLoaderData<typeof loader>();
  const oldest = entries.at(-1)?.id;
  if (before === undefined && !hasOlder) return null;
  return (
    <nav aria-label={t("admin.pages")} className="flex flex-wrap gap-3">
      {before !== undefined && (
        <Link to={`?${new URLSearchParams(filter)}`} className={buttonClass("plain")}>
          {t("admin.auditNewest")}
        </Link>
      )}
      {hasOlder && (
        <Link
          to={`?${new URLSearchParams({ ...filter, before: String(oldest) })}`}
          className={buttonClass("plain")}
        >
          {t("admin.auditOlder")}
        </Link>
      )}
    </nav>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
