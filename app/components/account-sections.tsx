import "#app/i18n/pages/admin.ts";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatShort } from "#app/shared/dates.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import type { AccountDetails } from "#app/shared/account-views.ts";
import { SessionList } from "./session-list.tsx";
import { Button } from "./ui/button.tsx";
import { Field } from "./ui/field.tsx";
import { ProblemNotice } from "./ui/problem-notice.tsx";
import { Section } from "./ui/section.tsx";
import { SelectField } from "./ui/select-field.tsx";

interface SectionProps {
  account: AccountDetails;
}

/** What came of the form that was sent last, if it was one of these. */
function useOutcome(...intents: string[]) {
  const result = useActionData<{ done?: string }>();
  const failure = findFailure(result);
  const isBusy = useNavigation().state !== "idle";
  const isOwn = intents.includes(failure?.values["intent"] ?? "");
  return {
    isBusy,
    done: intents.find((intent) => intent === result?.done && !isBusy),
    problem: isOwn ? failure?.problem : undefined,
    errors: (isOwn && failure?.problem.errors) || [],
    values: isOwn ? (failure?.values ?? {}) : {},
  };
}

export function RoleSection({ account, assignable }: SectionProps & { assignable: string[] }) {
  const { t } = useTranslation();
  const { isBusy, done, problem, errors } = useOutcome("assign-role");
  return (
    <Section title={t("admin.roleTitle")} lead={t("admin.roleLead")}>
      <Form key={account.user.role} method="post" className="flex flex-col gap-4">
        {errors.length === 0 && <ProblemNotice problem={problem} />}
        <div className="max-w-sm">
          <SelectField
            label={t("admin.role")}
            name="role"
            defaultValue={account.user.role}
            options={assignable.map((role) => ({ value: role, label: role }))}
            errors={errors}
          />
        </div>
        <Row done={done && t("admin.roleChanged")}>
          <Button name="intent" value="assign-role" look="plain" isBusy={isBusy}>
            {t("admin.roleChange")}
          </Button>
        </Row>
      </Form>
    </Section>
  );
}

export function SessionsSection({ account, now }: SectionProps & { now: string }) {
  const { t } = useTranslation();
  const { isBusy, done, problem } = useOutcome("end-session", "end-sessions");
  const isIn = account.sessions.length > 0;
  return (
    <Section title={t("admin.sessionsTitle")} lead={isIn ? t("admin.sessionsLead") : t("admin.sessionsNone")}>
      <ProblemNotice problem={problem} />
      {isIn && <SessionList sessions={account.sessions} now={now} />}
      <Form method="post">
        <Row done={done && t("admin.sessionsEnded")}>
          {isIn && (
            <Button name="intent" value="end-sessions" look="plain" isBusy={isBusy}>
              {t("admin.sessionsEnd")}
            </Button>
          )}
        </Row>
      </Form>
    </Section>
  );
}

export function LockSection({ account }: SectionProps) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  const { isBusy, done, problem } = useOutcome("unlock");
  const { lockedUntil } = account;
  if (!lockedUntil && !done) return null;
  return (
    <Section
      title={t("admin.lockTitle")}
      lead={lockedUntil && t("admin.lockLead", { until: formatShort(lockedUntil, dateStyle) })}
    >
      <ProblemNotice problem={problem} />
      <Form method="post">
        <Row done={done && t("admin.unlocked")}>
          {lockedUntil && (
            <Button name="intent" value="unlock" look="plain" isBusy={isBusy}>
              {t("admin.unlock")}
            </Button>
          )}
        </Row>
      </Form>
    </Section>
  );
}

export function FactorsSection({ account }: SectionProps) {
  const { t } = useTranslation();
  const { isBusy, done, problem, errors, values } = useOutcome("reset-factors");
  const has = account.hasSecondFactor;
  return (
    <Section title={t("admin.factorsTitle")} lead={has ? t("admin.factorsLead") : t("admin.factorsNone")}>
      <Form method="post" noValidate className="flex flex-col gap-4">
        {errors.length === 0 && <ProblemNotice problem={problem} />}
        {has && (
          <Field
            label={t("admin.reason")}
            name="reason"
            required
            autoComplete="off"
            hint={t("admin.reasonToldHint")}
            defaultValue={values["reason"]}
            errors={errors}
          />
        )}
        <Row done={done && t("admin.factorsDone")}>
          {has && (
            <Button name="intent" value="reset-factors" look="plain" isBusy={isBusy}>
              {t("admin.factorsReset")}
            </Button>
          )}
        </Row>
      </Form>
    </Section>
  );
}

export function CloseSection({ account }: SectionProps) {
  const { t } = useTranslation();
  const { isBusy, done, problem, errors, values } = useOutcome("deactivate", "reactivate");
  const isClosed = account.user.deactivatedAt !== null;
  const results: Record<string, string> = {
    deactivate: t("admin.deactivated"),
    reactivate: t("admin.reactivated"),
  };
  return (
    <Section title={t("admin.closeTitle")} lead={isClosed ? t("admin.closedLead") : t("admin.closeLead")}>
      <Form key={String(isClosed)} method="post" noValidate className="flex flex-col gap-4">
        {errors.length === 0 && <ProblemNotice problem={problem} />}
        {!isClosed && (
          <Field
            label={t("admin.reason")}
            name="reason"
            autoComplete="off"
            hint={t("admin.reasonHint")}
            defaultValue={values["reason"]}
            errors={errors}
          />
        )}
        <Row done={done && results[done]}>
          <Button name="intent" value={isClosed ? "reactivate" : "deactivate"} look="plain" isBusy={isBusy}>
            {isClosed ? t("admin.reactivate") : t("admin.deactivate")}
          </Button>
        </Row>
      </Form>
    </Section>
  );
}

/** A form's button and, beside it, what was done. */
function Row({ done, children }: { done: string | undefined; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      {children}
      <output className="text-small text-ink-muted">{done}</output>
    </div>
  );
}
