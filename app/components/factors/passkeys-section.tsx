import { Form, useRevalidator } from "@remix-run/react";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { PASSKEY_NAME_MAX } from "#app/shared/limits.ts";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { PasskeyView } from "#app/shared/account-views.ts";
import { Confirmed } from "./confirmed.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { usePasskey } from "./use-passkey.ts";
import { useShownTime } from "./use-shown-time.ts";

interface PasskeysSectionProps {
  passkeys: PasskeyView[];
  suggestedName: string;
  canChange: boolean;
  failure: FormFailure | undefined;
}

/** The passkeys of an account: adding, renaming, removing. */
export function PasskeysSection({ passkeys, suggestedName, canChange, failure }: PasskeysSectionProps) {
  const { t } = useTranslation();
  return (
    <Section title={t("factors.passkeys")} lead={t("factors.passkeysLead")}>
      {passkeys.length === 0 ? (
        <p>{t("factors.passkeysNone")}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              canChange={canChange}
              failure={failure?.values["passkeyId"] === passkey.id ? failure : undefined}
            />
          ))}
        </ul>
      )}
      {canChange && <NewPasskey suggestedName={suggestedName} />}
    </Section>
  );
}

function PasskeyRow({
  passkey: { id, name, createdAt, lastUsedAt },
  canChange,
  failure,
}: {
  passkey: PasskeyView;
  canChange: boolean;
  failure: FormFailure | undefined;
}) {
  const { t } = useTranslation();
  const { show, showUse } = useShownTime();
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line p-3">
      <p className="font-medium break-words">
        <bdi>{name}</bdi>
      </p>
      <p className="text-small text-ink-muted">
        {t("factors.passkeyAdded", { since: show(createdAt) })} {showUse(lastUsedAt)}
      </p>
      {canChange && (
        <details open={failure !== undefined}>
          <summary className="text-small font-medium text-accent-text">
            {t("factors.passkeyChange", { name })}
          </summary>
          <div className="flex flex-col items-start gap-4 pt-3">
            <Form method="post" noValidate className="flex w-full max-w-xs flex-col gap-3">
              <input type="hidden" name="intent" value="rename-passkey" />
              <input type="hidden" name="passkeyId" value={id} />
              <Field
                label={t("factors.passkeyNewName")}
                name="name"
                defaultValue={failure?.values["name"] ?? name}
                errors={failure?.problem.errors}
              />
              <Button look="plain" className="self-start">
                {t("factors.passkeyRename")}
              </Button>
            </Form>
            <Confirmed
              label={t("factors.passkeyRemove")}
              hint={t("factors.passkeyRemoveHint")}
              intent="remove-passkey"
              fields={{ passkeyId: id }}
            />
          </div>
        </details>
      )}
    </li>
  );
}

function NewPasskey({ suggestedName }: { suggestedName: string }) {
  const { t } = useTranslation();
  const { revalidate } = useRevalidator();
  const [codes, setCodes] = useState<string[]>([]);
  const { isPossible, isBusy, problem, ask } = usePasskey("register", ({ recoveryCodes = [] }) => {
    setCodes(recoveryCodes);
    revalidate();
  });
  const isKnown = useHydrated();
  const explanation = <p className="text-small text-ink-muted">{t("factors.passkeysNoScript")}</p>;
  if (isKnown && !isPossible) return explanation;
  const errors = problem?.errors ?? [];
  return (
    <>
      <div className="hidden noscript:block">{explanation}</div>
      <form
        className="flex max-w-md flex-col gap-3 noscript:hidden"
        onSubmit={(event) => {
          event.preventDefault();
          void ask({ name: new FormData(event.currentTarget).get("name") });
        }}
      >
        {codes.length > 0 && <RecoveryCodes codes={codes} />}
        {errors.length === 0 && <ProblemNotice problem={problem} />}
        <Field
          label={t("factors.passkeyName")}
          name="name"
          defaultValue={suggestedName}
          maxLength={PASSKEY_NAME_MAX}
          hint={t("factors.passkeyNameHint")}
          errors={errors}
        />
        <Button look="plain" className="self-start" isBusy={isBusy}>
          <KeyRound size={16} aria-hidden="true" />
          {t("factors.passkeyAdd")}
        </Button>
      </form>
    </>
  );
}
