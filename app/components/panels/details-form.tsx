import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import { Section } from "#app/components/ui/section.tsx";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ChannelView } from "#app/shared/views.ts";

type DetailName = "name" | "topic" | "description";

interface DetailsFormProps {
  channel: ChannelView;
  canRename: boolean;
  canSetTopic: boolean;
  canDescribe: boolean;
  failure: FormFailure | undefined;
}

/** Name, topic and description of a channel, those of them that the reader may change. */
export function DetailsForm({ channel, canRename, canSetTopic, canDescribe, failure }: DetailsFormProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().formData?.get("intent") === "update";
  const errors = failure?.problem.errors ?? [];
  /** The keys that fields had when somebody began to type in them. */
  const [typedIn, setTypedIn] = useState<ReadonlyMap<string, string>>(new Map());
  const value = (name: DetailName) => failure?.values[name] ?? channel[name] ?? "";
  // What others change is shown at once, in a new field; but never in place of one that somebody has typed in.
  const keyOf = (name: DetailName) => typedIn.get(name) ?? `is ${channel[name]}`;
  return (
    <Section title={t("about.details")}>
      <Form
        key={failure ? "failed" : "form"}
        onInput={({ target }) => {
          const name = (target as HTMLInputElement | HTMLTextAreaElement).name as DetailName;
          setTypedIn((keys) => (keys.has(name) ? keys : new Map(keys).set(name, keyOf(name))));
        }}
        method="post"
        noValidate
        preventScrollReset
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="intent" value="update" />
        {canRename && (
          <>
            <input type="hidden" name="was-name" value={channel.name ?? ""} />
            <Field
              key={keyOf("name")}
              label={t("about.name")}
              name="name"
              required
              autoComplete="off"
              defaultValue={value("name")}
              errors={errors}
            />
          </>
        )}
        {canSetTopic && (
          <>
            <input type="hidden" name="was-topic" value={channel.topic} />
            <Field
              key={keyOf("topic")}
              label={t("about.topic")}
              name="topic"
              autoComplete="off"
              defaultValue={value("topic")}
              errors={errors}
            />
          </>
        )}
        {canDescribe && (
          <>
            <input type="hidden" name="was-description" value={channel.description} />
            <FieldFrame
              key={keyOf("description")}
              label={t("about.description")}
              name="description"
              errors={errors}
            >
              {(attributes) => (
                <textarea {...attributes} dir="auto" rows={4} defaultValue={value("description")} />
              )}
            </FieldFrame>
          </>
        )}
        <div>
          <Button isBusy={isBusy}>{t("about.save")}</Button>
        </div>
      </Form>
    </Section>
  );
}

/** Whether everybody writes in a channel, or those who keep order. */
export function WritingForm({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation();
  return (
    <Section title={t("about.writing")} lead={channel.isReadOnly ? t("about.readOnly") : t("about.writable")}>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="set-writing" />
        <Button look="plain" name="isReadOnly" value={String(!channel.isReadOnly)}>
          {channel.isReadOnly ? t("about.makeWritable") : t("about.makeReadOnly")}
        </Button>
      </Form>
    </Section>
  );
}
