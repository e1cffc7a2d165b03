import "#app/i18n/pages/places.ts";
import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { RadioGroup } from "#app/components/ui/radio-group.tsx";
import { createChannelSchema } from "#app/domain/channels/channels.schema.ts";
import { createChannel } from "#app/domain/channels/create-channel.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.new" };

export const loader = createPageLoader(async () => null);

export const action = createFormAction(async ({ actor, form }) => {
  const fields = { ...Object.fromEntries(form), isReadOnly: form.get("isReadOnly") === "true" };
  const channel = await createChannel(actor, parseInput(createChannelSchema, fields));
  return redirect(`/channels/${channel.id}`, 303);
});

export default function NewChannel() {
  const { t } = useTranslation();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const errors = failure?.problem.errors ?? [];
  return (
    <>
      <PageHeader title={t("channels.newTitle")} />
      <div className="overflow-y-auto">
        <Form method="post" noValidate className="flex w-full max-w-lg flex-col gap-5 p-4 md:py-6">
          {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
          <Field
            label={t("channels.name")}
            name="name"
            required
            autoComplete="off"
            hint={t("channels.nameHint")}
            defaultValue={failure?.values["name"]}
            errors={errors}
          />
          <Field
            label={t("channels.topic")}
            name="topic"
            autoComplete="off"
            hint={t("channels.topicHint")}
            defaultValue={failure?.values["topic"]}
            errors={errors}
          />
          <FieldFrame
            label={t("newChannel.description")}
            name="description"
            hint={t("newChannel.descriptionHint")}
            errors={errors}
          >
            {(attributes) => (
              <textarea {...attributes} dir="auto" rows={3} defaultValue={failure?.values["description"]} />
            )}
          </FieldFrame>
          <RadioGroup
            legend={t("channels.kind")}
            name="kind"
            defaultValue={failure?.values["kind"] ?? "public"}
            options={[
              { value: "public", label: t("channels.public"), hint: t("channels.publicHint") },
              { value: "private", label: t("channels.private"), hint: t("channels.privateHint") },
            ]}
          />
          <Checkbox
            name="isReadOnly"
            value="true"
            defaultChecked={failure?.values["isReadOnly"] === "true"}
            label={t("newChannel.readOnly")}
            hint={t("newChannel.readOnlyHint")}
          />
          <div>
            <Button isBusy={isBusy}>{t("channels.create")}</Button>
          </div>
        </Form>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
