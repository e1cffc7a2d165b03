import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ProofFields } from "#app/components/proof-fields.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatShort } from "#app/shared/dates.ts";
import type { FormFailure, PageProblem } from "#app/shared/page-problem.ts";
import type { ExportView, ProofView } from "#app/shared/account-views.ts";

const LINK_GONE: PageProblem = { code: "gone", key: "errors.link_expired", errors: [], requestId: "" };

interface ExportSectionProps {
  proof: ProofView;
  exports: ExportView[];
  /** One came here by a link that leads to no file any more. */
  isLinkGone: boolean;
  failure: FormFailure | undefined;
}

/** A copy of one's data: what was asked for already, and the way to another one. */
export function ExportSection({ proof, exports, isLinkGone, failure }: ExportSectionProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== "idle";
  return (
    <Section title={t("leaving.exportTitle")} lead={t("leaving.exportLead")}>
      {isLinkGone && !failure && <ProblemNotice problem={LINK_GONE} />}
      {exports.length > 0 && (
        <ul aria-label={t("leaving.exports")} className="flex flex-col gap-2 text-small">
          {exports.map((entry) => (
            <Export key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <Form method="post" noValidate className="flex max-w-md flex-col gap-4">
        <input type="hidden" name="intent" value="export" />
        <ProblemNotice problem={failure?.problem} />
        <ProofFields proof={proof} errors={failure?.problem.errors ?? []} />
        <div>
          <Button look="plain" isBusy={isBusy}>
            {t("leaving.export")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Export({ entry }: { entry: ExportView }) {
  const { t, i18n } = useTranslation();
  const dateStyle = useDateStyle();
  const date = entry.expiresAt ? formatShort(entry.expiresAt, dateStyle) : "";
  return (
    // The server may not know the zone yet.
    <li suppressHydrationWarning className="flex flex-col">
      <span suppressHydrationWarning>
        {t("leaving.exportAsked", { date: formatShort(entry.createdAt, dateStyle) })}
      </span>
      <span suppressHydrationWarning className={entry.state === "failed" ? "text-danger" : "text-ink-muted"}>
        {t(`leaving.exportState.${entry.state}`, { date, size: formatSize(entry.bytes ?? 0, i18n.language) })}
      </span>
    </li>
  );
}

function formatSize(bytes: number, language: string): string {
  const isSmall = bytes < 1_000_000;
  const unit = isSmall ? "kilobyte" : "megabyte";
  const format = new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 });
  return format.format(bytes / (isSmall ? 1000 : 1_000_000));
}
