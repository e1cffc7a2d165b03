import "#app/i18n/pages/workspace.ts";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AdminPage } from "#app/components/admin-page.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { getWorkspace } from "#app/domain/workspace/get-workspace.server.ts";
import { updateWorkspace } from "#app/domain/workspace/update-workspace.server.ts";
import { updateWorkspaceSchema } from "#app/domain/workspace/workspace.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.workspace" };

export const loader = createPageLoader(async ({ actor }) => {
  const pages = requireAdminPage(actor, "workspace");
  return { pages, ...(await getWorkspace()) };
});

export const action = createFormAction(async ({ actor, form }) => {
  await updateWorkspace(actor, parseInput(updateWorkspaceSchema, { name: form.get("name") }));
  return { isSaved: true };
});

export default function Workspace() {
  const { t } = useTranslation();
  const { pages, name } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  return (
    <AdminPage title={t("workspace.title")} pages={pages}>
      <Form method="post" noValidate className="flex max-w-lg flex-col gap-5">
        {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
        <Field
          label={t("workspace.nameLabel")}
          name="name"
          autoComplete="organization"
          hint={t("workspace.nameHint")}
          defaultValue={failure?.values["name"] ?? name}
          errors={errors}
        />
        <div className="flex items-center gap-3">
          <Button isBusy={isBusy}>{t("workspace.save")}</Button>
          <output className="text-small text-ink-muted">
            {result && "isSaved" in result && !isBusy ? t("workspace.saved") : ""}
          </output>
        </div>
      </Form>
    </AdminPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
