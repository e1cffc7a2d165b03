import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import { buttonClass } from "./ui/button.tsx";

/** What a page shows when it could not be made: what happened, the request id, and a way on. */
export function ErrorPage() {
  const { t } = useTranslation();
  const problem = findProblem(useRouteError());
  const isMissing = problem.code === "not_found";
  return (
    <main id="content" className="mx-auto flex min-h-[60dvh] max-w-md flex-col justify-center gap-4 p-6">
      <h1 className="text-title font-semibold">
        {isMissing ? t("problem.notFoundTitle") : t("problem.title")}
      </h1>
      <p className="text-ink-muted">{say(t, problem.key)}</p>
      {problem.retryAfter !== undefined && <p>{t("problem.retryAfter", { count: problem.retryAfter })}</p>}
      <div>
        <Link to="/" reloadDocument className={buttonClass("plain")}>
          {t("problem.home")}
        </Link>
      </div>
      {problem.requestId && !isMissing && (
        <p className="text-small text-ink-muted">
          {t("problem.requestId")} <code className="font-mono">{problem.requestId}</code>
        </p>
      )}
    </main>
  );
}

type ShownProblem = Pick<PageProblem, "code" | "key" | "retryAfter"> & { requestId?: string };

function findProblem(error: unknown): ShownProblem {
  if (!isRouteErrorResponse(error)) return { code: "internal", key: "errors.internal" };
  const data: unknown = error.data;
  if (typeof data === "object" && data !== null && "key" in data) return data as PageProblem;
  const code = error.status === 404 || error.status === 405 ? "not_found" : "internal";
  return { code, key: `errors.${code}` };
}
