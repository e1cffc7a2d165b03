import { isRouteErrorResponse, useParams, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { RetryAfter } from "#app/components/ui/retry-after.tsx";
import { say } from "#app/i18n/say.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import { Panel } from "./panel.tsx";

/** What stands in place of one panel; the conversation beside it stays. */
export function PanelError() {
  const { t } = useTranslation();
  const { channelId = "" } = useParams();
  const problem = findProblem(useRouteError());
  const title = problem.code === "not_found" ? t("problem.notFoundTitle") : t("problem.title");
  return (
    <Panel title={title} channelId={channelId}>
      <div className="flex flex-col gap-3 p-4 text-ink-muted">
        <p>{problem.detail ?? say(t, problem.key)}</p>
        {problem.retryAfter !== undefined && <RetryAfter seconds={problem.retryAfter} />}
        {problem.requestId && problem.code !== "not_found" && (
          <p className="text-small">
            {t("problem.requestId")} <code className="font-mono">{problem.requestId}</code>
          </p>
        )}
      </div>
    </Panel>
  );
}

type ShownProblem = Pick<PageProblem, "code" | "key" | "detail" | "retryAfter"> & { requestId?: string };

function findProblem(error: unknown): ShownProblem {
  // What fetch throws when nobody answers.
  if (error instanceof TypeError) return { code: "unavailable", key: "errors.unreachable" };
  const data: unknown = isRouteErrorResponse(error) ? error.data : undefined;
  if (typeof data === "object" && data !== null && "key" in data) return data as PageProblem;
  return { code: "internal", key: "errors.internal" };
}
