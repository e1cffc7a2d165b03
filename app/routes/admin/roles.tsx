import "#app/i18n/pages/roles.ts";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { readRoleFields, RoleFields } from "#app/components/role-fields.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { createRole } from "#app/domain/roles/create-role.server.ts";
import { listRoles } from "#app/domain/roles/list-roles.server.ts";
import { createRoleSchema } from "#app/domain/roles/roles.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { USER_PERMISSIONS } from "#app/shared/permissions.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { RoleView } from "#app/shared/account-views.ts";

export const handle: PageHandle = { title: "titles.roles" };

export const loader = createPageLoader(async ({ actor }) => {
  const pages = requireAdminPage(actor, "roles");
  return { pages, roles: await listRoles(actor), grantable: [...actor.permissions] };
});

export const action = createFormAction(async ({ actor, form }) => {
  await createRole(actor, parseInput(createRoleSchema, readRoleFields(form, { hasPermissions: true })));
  return redirect("/admin/roles", 303);
});

export default function Roles() {
  const { t } = useTranslation();
  const { pages, roles, grantable } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const { state, formMethod } = useNavigation();
  const isBusy = state !== "idle";
  const made = useMade(formMethod !== undefined, failure !== undefined);
  const errors = failure?.problem.errors ?? [];
  // What most people may do is where most roles begin: a role allows nothing but what is chosen.
  const blank = {
    name: "",
    permissions: USER_PERMISSIONS.filter((permission) => grantable.includes(permission)),
    requiresSecondFactor: false,
    isBuiltIn: false,
  };
  return (
    <AdminPage title={t("roles.title")} pages={pages}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-muted">{t("roles.lead")}</p>
        <ul className="divide-y divide-line border-y border-line">
          {roles.map((role) => (
            <Role key={role.name} role={role} />
          ))}
        </ul>
      </div>
      <Section title={t("roles.newTitle")}>
        {/* The form starts anew for the next role, and not when somebody else makes one meanwhile. */}
        <Form key={made} method="post" noValidate className="flex flex-col gap-5">
          {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
          <RoleFields role={blank} grantable={grantable} values={failure?.values} errors={errors} />
          <div>
            <Button isBusy={isBusy}>{t("roles.create")}</Button>
          </div>
        </Form>
      </Section>
    </AdminPage>
  );
}

/** How often what was sent from here was taken. */
function useMade(isSending: boolean, isRefused: boolean): number {
  const [made, setMade] = useState(0);
  const wasSending = useRef(false);
  useEffect(() => {
    if (wasSending.current && !isSending && !isRefused) setMade((times) => times + 1);
    wasSending.current = isSending;
  }, [isSending, isRefused]);
  return made;
}

function Role({ role }: { role: RoleView }) {
  const { t } = useTranslation();
  const notes = [
    t("roles.holders", { count: role.memberCount }),
    t("roles.allows", { count: role.permissions.length }),
    ...(role.requiresSecondFactor ? [t("roles.factorNeeded")] : []),
    ...(role.isBuiltIn ? [t("roles.builtIn")] : []),
  ];
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" id={`role-${role.name}`}>
          {role.name}
        </p>
        <p className="text-small text-ink-muted">{notes.join(" · ")}</p>
      </div>
      <Link
        to={`/admin/roles/${role.name}`}
        aria-describedby={`role-${role.name}`}
        className={buttonClass("plain")}
      >
        {t("roles.edit")}
      </Link>
    </li>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
