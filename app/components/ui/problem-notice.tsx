import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import { RetryAfter } from "./retry-after.tsx";

/** What could not be done, above a form or beneath the composer. Read out at once. */
export function ProblemNotice({ problem }: { problem: PageProblem | undefined }) {
  const { t } = useTranslation();
  if (!problem) return null;
  return (
    <div role="alert" className="rounded-control bg-danger-surface px-3 py-2 text-small text-danger">
      <p>{problem.detail ?? say(t, problem.key)}</p>
      {problem.retryAfter !== undefined && <RetryAfter seconds={problem.retryAfter} />}
      {problem.code === "internal" && (
        <p>
          {t("problem.requestId")} <code className="font-mono">{problem.requestId}</code>
        </p>
      )}
    </div>
  );
}
