import { Form } from "@remix-run/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { SelectField } from "#app/components/ui/select-field.tsx";
import { INVITE_LIFETIMES, INVITE_USES_MAX } from "#app/domain/invites/invites.schema.ts";
import { say } from "#app/i18n/say.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";

interface InviteFormProps {
  /** Those to which one may invite. */
  channels: { id: string; name: string }[];
  failure: FormFailure | undefined;
  isBusy: boolean;
}

/** Each has a name of its own, so that what was ticked survives a refusal. */
const CHANNEL = "channel:";

/** The ids of the channels that were ticked. */
export function readChannelIds(form: URLSearchParams): string[] {
  return [...form].flatMap(([name, value]) => (name.startsWith(CHANNEL) ? [value] : []));
}

/** Makes an invite. */
export function InviteForm({ channels, failure, isBusy }: InviteFormProps) {
  const { t } = useTranslation();
  const errors = failure?.problem.errors ?? [];
  return (
    // Not to the address of the page: what is filtered there might not show the invite that comes of it.
    <Form method="post" action="/admin/invites" noValidate className="flex max-w-lg flex-col gap-5">
      {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
      <Field
        label={t("invites.label")}
        name="label"
        autoComplete="off"
        hint={t("invites.labelHint")}
        defaultValue={failure?.values["label"]}
        errors={errors}
      />
      <SelectField
        label={t("invites.expiresIn")}
        name="expiresIn"
        defaultValue={failure?.values["expiresIn"] ?? "week"}
        options={INVITE_LIFETIMES.map((value) => ({ value, label: t(`invites.lifetimes.${value}`) }))}
      />
      <Field
        label={t("invites.maxUses")}
        name="maxUses"
        inputMode="numeric"
        autoComplete="off"
        hint={t("invites.maxUsesHint", { max: INVITE_USES_MAX })}
        defaultValue={failure?.values["maxUses"]}
        errors={errors}
      />
      {channels.length > 0 && <ChannelChoice channels={channels} failure={failure} />}
      <div>
        <Button name="intent" value="create" isBusy={isBusy}>
          {t("invites.create")}
        </Button>
      </div>
    </Form>
  );
}

function ChannelChoice({ channels, failure }: Pick<InviteFormProps, "channels" | "failure">) {
  const { t } = useTranslation();
  const id = useId();
  const error = failure?.problem.errors.find(({ path }) => path.startsWith("channelIds"));
  return (
    <fieldset aria-describedby={id} className="flex flex-col gap-1">
      <legend className="pb-1 text-small font-medium">{t("invites.channels")}</legend>
      <div className="flex max-h-52 flex-col overflow-y-auto rounded-control border border-line px-3 py-1">
        {channels.map((channel) => (
          <label key={channel.id} className="flex min-h-8 items-center gap-2.5">
            <input
              type="checkbox"
              name={CHANNEL + channel.id}
              value={channel.id}
              defaultChecked={failure?.values[CHANNEL + channel.id] !== undefined}
              className="choice"
            />
            <bdi className="min-w-0 truncate">{channel.name}</bdi>
          </label>
        ))}
      </div>
      <p id={id} className={`text-small ${error ? "text-danger" : "text-ink-muted"}`}>
        {error ? say(t, `fields.${error.code}`, error.params) : t("invites.channelsHint")}
      </p>
    </fieldset>
  );
}
