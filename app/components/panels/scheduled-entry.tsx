import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { RichText } from "#app/components/chat/rich-text.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import { say } from "#app/i18n/say.ts";
import { usePreferences } from "#app/components/preferences.ts";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { ERRORS } from "#app/shared/errors.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ScheduledView } from "#app/shared/views.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { ScheduledFields } from "./scheduled-fields.tsx";

interface ScheduledEntryProps {
  message: ScheduledView & { localTime: string };
  /** What the conversation is called. */
  place: string;
  timeZone: string;
  failure: FormFailure | undefined;
}

/** A message that waits, or could not be sent, and what can be done about it. */
export function ScheduledEntry({ message, place, timeZone, failure }: ScheduledEntryProps) {
  const dateStyle = { locale: usePreferences().locale, timeZone };
  const { t } = useTranslation();
  const users = useLive(({ state }) => state.users);
  const { id, channelId, parentId } = message;
  const isEditing = failure?.values["intent"] === "update";
  const errors = isEditing ? failure.problem.errors : [];
  const address = parentId ? `/channels/${channelId}/threads/${parentId}` : `/channels/${channelId}`;
  return (
    <li className="flex flex-col gap-2 py-4 first:pt-0">
      <p className="flex flex-wrap gap-x-3 text-small text-ink-muted">
        <Link to={address} className="font-medium wrap-anywhere text-accent-text hover:underline">
          {t(parentId ? "scheduled.toThread" : "scheduled.to", { channel: place })}
        </Link>
        <time dateTime={message.sendAt} title={formatFull(message.sendAt, dateStyle)}>
          {t("scheduled.sends", { time: formatShort(message.sendAt, dateStyle) })}
        </time>
      </p>
      {message.failure && (
        <p className="text-small text-danger">
          {t("scheduled.failed")} {say(t, ERRORS[message.failure].key)}
        </p>
      )}
      <RichText body={message.body} users={users} />
      {failure && errors.length === 0 && <ProblemNotice problem={failure.problem} />}
      <details open={isEditing}>
        <summary className="w-fit text-small font-medium text-accent-text">{t("scheduled.edit")}</summary>
        <Form method="post" noValidate preventScrollReset className="flex flex-col gap-4 pt-3">
          <input type="hidden" name="scheduledId" value={id} />
          <input type="hidden" name="was-sendAt" value={message.failure ? "" : message.localTime} />
          <ScheduledFields
            body={failure?.values["body"] ?? message.body}
            localTime={failure?.values["sendAt"] ?? message.localTime}
            timeZone={timeZone}
            errors={errors}
          />
          <div>
            <Button name="intent" value="update">
              {t("scheduled.save")}
            </Button>
          </div>
        </Form>
      </details>
      <div className="flex flex-wrap gap-2">
        <Form method="post" preventScrollReset>
          <input type="hidden" name="scheduledId" value={id} />
          <Button look="plain" name="intent" value="send-now">
            {t("scheduled.sendNow")}
          </Button>
        </Form>
        <ConfirmButton
          label={t("scheduled.cancel")}
          question={t("scheduled.cancelQuestion")}
          lead={t("scheduled.cancelLead")}
          keep={t("scheduled.keep")}
          fields={{ intent: "cancel", scheduledId: id }}
        />
      </div>
    </li>
  );
}
