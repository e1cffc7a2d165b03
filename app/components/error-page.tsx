import { isRouteErrorResponse, Link, useLocation, useRouteError } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import { isConversationPath } from "#app/shared/service-worker.ts";
import { PageHeader } from "./chat/page-header.tsx";
import { buttonClass } from "./ui/button.tsx";
import { RequestId } from "./ui/request-id.tsx";
import { RetryAfter } from "./ui/retry-after.tsx";

/** What stands in place of everything when the frame of the pages itself could not be made. */
export function ErrorPage() {
  const problem = findProblem(useRouteError());
  const title = useTitle(problem);
  return (
    <main id="content" className="mx-auto flex min-h-[60dvh] max-w-md flex-col justify-center p-6">
      <h1 className="pb-4 text-title font-semibold">{title}</h1>
      <ErrorNotice problem={problem} />
    </main>
  );
}

/** What stands in place of one page; the sidebar beside it stays. */
export function PageError() {
  const problem = findProblem(useRouteError());
  const title = useTitle(problem);
  return (
    <>
      <PageHeader title={title} />
      <div className="max-w-xl p-4 md:py-6">
        <ErrorNotice problem={problem} canLook />
      </div>
    </>
  );
}

function useTitle(problem: ShownProblem): string {
  const { t } = useTranslation();
  return problem.code === "not_found" ? t("problem.notFoundTitle") : t("problem.title");
}

/** What happened, ways on, and the request id. `canLook`: somebody is signed in, who may look for what is not here. */
function ErrorNotice({ problem, canLook = false }: { problem: ShownProblem; canLook?: boolean }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const isMissing = problem.code === "not_found";
  useCopyInstead(problem);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-muted">{problem.detail ?? say(t, problem.key)}</p>
      {problem.retryAfter !== undefined && <RetryAfter seconds={problem.retryAfter} />}
      <div className="flex flex-wrap gap-2">
        {isTransient(problem) && (
          <Link to={pathname + search} reloadDocument className={buttonClass()}>
            {t("timeline.tryAgain")}
          </Link>
        )}
        <Link to="/" reloadDocument className={buttonClass("plain")}>
          {t("problem.home")}
        </Link>
        {isMissing && canLook && (
          <>
            <Link to="/search" className={buttonClass("plain")}>
              {t("sidebar.search")}
            </Link>
            <Link to="/channels/browse" className={buttonClass("plain")}>
              {t("sidebar.browse")}
            </Link>
          </>
        )}
      </div>
      {problem.requestId && !isMissing && <RequestId id={problem.requestId} />}
    </div>
  );
}

/** Loads a conversation that could not be reached as a document: the service worker may have a copy of it, or says what it has. */
function useCopyInstead({ key }: ShownProblem): void {
  const { pathname } = useLocation();
  const isOutOfReach = key === UNREACHABLE && isConversationPath(pathname);
  useEffect(() => {
    if (isOutOfReach && navigator.serviceWorker?.controller) location.reload();
  }, [isOutOfReach]);
}

/** Whether the same may work in a moment; what is missing or forbidden stays so. */
function isTransient({ code }: ShownProblem): boolean {
  return code === "internal" || code === "unavailable" || code === "rate_limited";
}

const UNREACHABLE = "errors.unreachable";

type ShownProblem = Pick<PageProblem, "code" | "key" | "detail" | "retryAfter"> & { requestId?: string };

function findProblem(error: unknown): ShownProblem {
  // What fetch throws when nobody answers.
  if (error instanceof TypeError) return { code: "unavailable", key: UNREACHABLE };
  if (!isRouteErrorResponse(error)) return { code: "internal", key: "errors.internal" };
  const data: unknown = error.data;
  if (typeof data === "object" && data !== null && "key" in data) return data as PageProblem;
  const code = error.status === 404 || error.status === 405 ? "not_found" : "internal";
  return { code, key: `errors.${code}` };
}
