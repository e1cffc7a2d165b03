import "#app/i18n/pages/account-errors.ts";
import "#app/i18n/pages/places.ts";
import "#app/i18n/pages/workspace.ts";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { Check } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { CopyField } from "#app/components/ui/copy-field.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { catchFocus } from "#app/hooks/use-page-focus.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import type { FirstSteps as Steps } from "#app/shared/workspace-views.ts";

interface FirstStepsProps {
  steps: Steps;
  /** Of the invite that was made. */
  inviteUrl: string | null;
}

/** The page that the first admin of an installation sees first: its name, a channel, and people. */
export function FirstSteps({ steps, inviteUrl }: FirstStepsProps) {
  const { t } = useTranslation();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const of = (intent: string) => (failure?.values["intent"] === intent ? failure : undefined);
  return (
    <>
      <PageHeader title={t("workspace.firstTitle")} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-xl flex-col p-4 md:py-6">
          <p className="pb-2 text-ink-muted">{t("workspace.firstLead")}</p>
          {failure && failure.problem.errors.length === 0 && <ProblemNotice problem={failure.problem} />}
          <ol>
            <Step
              number={1}
              title={t("workspace.nameLabel")}
              done={steps.name && t("workspace.named", { name: steps.name })}
            >
              <StepForm intent="name">
                <Field
                  label={t("workspace.nameLabel")}
                  name="name"
                  autoComplete="organization"
                  hint={t("workspace.nameHint")}
                  defaultValue={of("name")?.values["name"] ?? steps.name}
                  errors={of("name")?.problem.errors}
                  className="min-w-52 flex-1"
                />
                <Button look="plain" isBusy={isBusy} className="min-h-10 sm:mt-5.5">
                  {t("workspace.save")}
                </Button>
              </StepForm>
            </Step>
            <Step
              number={2}
              title={t("workspace.channelTitle")}
              done={steps.hasChannel && t("workspace.channelMade")}
            >
              {!steps.hasChannel && (
                <StepForm intent="channel">
                  <p className="w-full text-small text-ink-muted">{t("workspace.channelLead")}</p>
                  <Field
                    label={t("channels.name")}
                    name="name"
                    autoComplete="off"
                    hint={t("channels.nameHint")}
                    defaultValue={of("channel")?.values["name"]}
                    errors={of("channel")?.problem.errors}
                    className="min-w-52 flex-1"
                  />
                  <Button look="plain" isBusy={isBusy} className="min-h-10 sm:mt-5.5">
                    {t("channels.create")}
                  </Button>
                </StepForm>
              )}
            </Step>
            <Step
              number={3}
              title={t("workspace.inviteTitle")}
              done={steps.hasInvite && t("workspace.inviteMade")}
            >
              {inviteUrl ? (
                <CopyField
                  label={t("workspace.link")}
                  value={inviteUrl}
                  copyLabel={t("workspace.copy")}
                  copiedLabel={t("workspace.copied")}
                />
              ) : (
                <StepForm intent="invite">
                  <p className="w-full text-small text-ink-muted">{t("workspace.inviteLead")}</p>
                  <Button look="plain" isBusy={isBusy}>
                    {t("workspace.invite")}
                  </Button>
                </StepForm>
              )}
            </Step>
          </ol>
          <Form method="post" action="/?index" className="border-t border-line pt-4">
            <Button name="intent" value="finish" isBusy={isBusy}>
              {t("workspace.finish")}
            </Button>
          </Form>
        </div>
      </div>
    </>
  );
}

interface StepProps {
  number: number;
  title: string;
  /** What has come of it, once it is done. */
  done: string | false;
  children: ReactNode;
}

const STEPS = 3;

function Step({ number, title, done, children }: StepProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const isDone = Boolean(done);
  const wasDone = useRef(isDone);
  // The form that had the focus goes with what it did.
  useEffect(() => {
    if (isDone && !wasDone.current) catchFocus(heading.current);
    wasDone.current = isDone;
  }, [isDone]);
  return (
    <li className="flex gap-3 border-t border-line py-4">
      <span
        aria-hidden="true"
        className={`grid size-6 shrink-0 place-items-center rounded-full text-small font-semibold tabular-nums ${done ? "bg-accent text-accent-ink" : "border border-line-strong text-ink-muted"}`}
      >
        {done ? <Check size={14} strokeWidth={3} /> : number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <h2 ref={heading} className="font-semibold">
          <span className="sr-only">
            {done ? t("workspace.done") : t("workspace.step", { number, count: STEPS })}:{" "}
          </span>
          {title}
        </h2>
        {done && <p className="text-small wrap-anywhere text-ink-muted">{done}</p>}
        {children}
      </div>
    </li>
  );
}

function StepForm({ intent, children }: { intent: string; children: ReactNode }) {
  return (
    <Form method="post" action="/?index" noValidate className="flex flex-wrap items-start gap-x-2 gap-y-3">
      <input type="hidden" name="intent" value={intent} />
      {children}
    </Form>
  );
}
