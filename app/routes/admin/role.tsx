import "#app/i18n/pages/roles.ts";
import { redirect, type SerializeFrom } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { readRoleFields, RoleFields } from "#app/components/role-fields.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { deleteRole } from "#app/domain/roles/delete-role.server.ts";
import { getRole } from "#app/domain/roles/list-roles.server.ts";
import { updateRoleSchema } from "#app/domain/roles/roles.schema.ts";
import { updateRole } from "#app/domain/roles/update-role.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = {
  title: (data, _, i18n) =>
    (data as SerializeFrom<typeof loader> | undefined)?.role.name ?? i18n.t("problem.notFoundTitle"),
};

export const loader = createPageLoader(async ({ actor, params }) => {
  const pages = requireAdminPage(actor, "roles");
  return { pages, role: await getRole(actor, params["role"] ?? ""), grantable: [...actor.permissions] };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  const name = params["role"] ?? "";
  if (form.get("intent") === "delete") {
    await deleteRole(actor, name);
    return redirect("/admin/roles", 303);
  }
  if (form.get("intent") !== "save") throw new AppError("malformed");
  const fields = readRoleFields(form, { hasPermissions: name !== "admin" });
  const role = await updateRole(actor, name, parseInput(updateRoleSchema, fields));
  if (role.name !== name) return redirect(`/admin/roles/${role.name}`, 303);
  return { isSaved: true };
});

export default function Role() {
  const { t } = useTranslation();
  const { pages, role, grantable } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  const isDeleting = failure?.values["intent"] === "delete";
  return (
    <AdminPage title={role.name} pages={pages}>
      <Form key={role.name} method="post" noValidate className="flex flex-col gap-5">
        {errors.length === 0 && !isDeleting && <ProblemNotice problem={failure?.problem} />}
        <RoleFields
          role={role}
          grantable={grantable}
          values={isDeleting ? undefined : failure?.values}
          errors={errors}
        />
        <div className="flex items-center gap-3">
          <Button name="intent" value="save" isBusy={isBusy}>
            {t("roles.save")}
          </Button>
          <output className="text-small text-ink-muted">
            {result && "isSaved" in result && !isBusy ? t("roles.saved") : ""}
          </output>
        </div>
      </Form>
      {!role.isBuiltIn && (
        <Section title={t("roles.deleteTitle")} lead={t("roles.deleteLead")}>
          {isDeleting && <ProblemNotice problem={failure?.problem} />}
          <Form method="post">
            <Button name="intent" value="delete" look="plain" isBusy={isBusy}>
              {t("roles.delete")}
            </Button>
          </Form>
        </Section>
      )}
    </AdminPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
