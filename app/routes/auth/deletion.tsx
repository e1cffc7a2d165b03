import "#app/i18n/pages/leaving.ts";
import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { findDeletion, keepAccount } from "#app/domain/deletion/keep-account.server.ts";
import { getOwnUser } from "#app/domain/users/update-profile.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { readTimeZone } from "#app/doors/time-zone.server.ts";
import { formatShort } from "#app/shared/dates.ts";
import { findFailure } from "#app/shared/page-problem.ts";

export const handle: PageHandle = { title: "titles.deletion" };

const loadDeletion = createPageLoader(
  async ({ actor, request }) => {
    const deletion = await findDeletion(actor);
    if (!deletion) throw redirect("/");
    const { locale, timeZone: chosen } = await getOwnUser(actor);
    const timeZone = chosen || readTimeZone(request.headers.get("cookie"));
    const date = formatShort(deletion.dueAt, { locale, timeZone });
    return { ...deletion, date };
  },
  { allow: ["deletion"] },
);

/** What was just done to the account of somebody who is signed in no longer, or what can still be undone. */
export async function loader(args: LoaderFunctionArgs) {
  const done = new URL(args.request.url).searchParams.get("done");
  if (!args.context.actor && (done === "delete" || done === "deactivate")) return { done, deletion: null };
  return { done: null, deletion: await loadDeletion(args) };
}

export const action = createFormAction(
  async ({ actor }) => {
    await keepAccount(actor);
    throw redirect("/", 303);
  },
  { allow: ["deletion"] },
);

export default function Deletion() {
  const { t } = useTranslation();
  const { done, deletion } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  if (!deletion) {
    const isDeletion = done === "delete";
    return (
      <AuthPage
        title={isDeletion ? t("leaving.deletionAskedTitle") : t("leaving.deactivatedTitle")}
        footer={
          <Link to="/login" className="font-medium text-accent-text underline">
            {t("leaving.logIn")}
          </Link>
        }
      >
        <p>{isDeletion ? t("leaving.deletionAsked") : t("leaving.deactivated")}</p>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t("leaving.deletionTitle")} footer={null}>
      <ProblemNotice problem={failure?.problem} />
      <p>{t("leaving.deletionLead", { date: deletion.date })}</p>
      {deletion.deletesMessages && <p>{t("leaving.deletionMessages")}</p>}
      <div className="flex flex-wrap gap-3">
        <Form method="post">
          <Button>{t("leaving.keep")}</Button>
        </Form>
        <Form method="post" action="/logout">
          <Button look="quiet">{t("leaving.logOut")}</Button>
        </Form>
      </div>
    </AuthPage>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/components/error-page.tsx";
