import "#app/i18n/pages/panels.ts";
import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Hash, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { findChannelByCode, joinByCode } from "#app/domain/channels/join-by-code.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { AppError, ERRORS } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";

export const handle: PageHandle = { title: "titles.joinLink" };

export const loader = createPageLoader(async ({ actor, params }) => {
  try {
    const offer = await findChannelByCode(actor, params["code"] ?? "");
    if (offer.channelId) throw redirect(`/channels/${offer.channelId}`, 303);
    return data({ offer });
  } catch (error) {
    // What the link lacks is said here, not on a page about nothing.
    if (!(error instanceof AppError) || (error.code !== "not_found" && error.code !== "gone")) throw error;
    return data({ offer: null }, { status: ERRORS[error.code].status });
  }
});

export const action = createFormAction(async ({ actor, params }) => {
  const { id } = await joinByCode(actor, params["code"] ?? "");
  return redirect(`/channels/${id}`, 303);
});

/** What a join link opens, before one goes in. */
export default function JoinByLink() {
  const { t } = useTranslation();
  const { offer } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  return (
    <>
      <PageHeader title={t("joining.title")} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-lg flex-col items-start gap-4 p-4 md:py-6">
          {offer ? (
            <>
              <ProblemNotice problem={failure?.problem} />
              <p className="text-ink-muted">{t("joining.lead")}</p>
              <div className="max-w-full">
                <p className="flex items-center gap-2 text-title font-semibold">
                  {offer.kind === "private" ? (
                    <Lock size={17} aria-hidden="true" className="shrink-0 text-ink-muted" />
                  ) : (
                    <Hash size={17} aria-hidden="true" className="shrink-0 text-ink-muted" />
                  )}
                  <bdi className="min-w-0 wrap-anywhere">{offer.name}</bdi>
                </p>
                <p className="text-small text-ink-muted">
                  {t(`about.kinds.${offer.kind}`)} · {t("channels.members", { count: offer.memberCount })}
                </p>
              </div>
              <Form method="post">
                <Button>{t("joining.join")}</Button>
              </Form>
            </>
          ) : (
            <>
              <p>{t("joining.wrong")}</p>
              <Link to="/channels/browse" className={buttonClass("plain")}>
                {t("joining.browse")}
              </Link>
            </>
          )}
        </div>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
