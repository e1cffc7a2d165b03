import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/components/page-title.tsx";
import { ListPage, useChannelNames } from "#app/components/panels/list-page.tsx";
import { ScheduledEntry } from "#app/components/panels/scheduled-entry.tsx";
import { ScheduledFields } from "#app/components/panels/scheduled-fields.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { clearDraft } from "#app/domain/drafts/clear-draft.server.ts";
import { completeReminder } from "#app/domain/reminders/complete-reminder.server.ts";
import { listReminders } from "#app/domain/reminders/list-reminders.server.ts";
import { cancelScheduled } from "#app/domain/scheduled/cancel-scheduled.server.ts";
import { listScheduled } from "#app/domain/scheduled/list-scheduled.server.ts";
import { scheduleMessage } from "#app/domain/scheduled/schedule-message.server.ts";
import { scheduleMessageSchema, updateScheduledSchema } from "#app/domain/scheduled/scheduled.schema.ts";
import { sendScheduledNow } from "#app/domain/scheduled/send-scheduled-now.server.ts";
import { updateScheduled } from "#app/domain/scheduled/update-scheduled.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { AppError } from "#app/shared/errors.ts";
import { findFailure, type FormFailure } from "#app/shared/page-problem.ts";
import { id, parseInput } from "#app/shared/schemas.ts";
import { toLocalTime } from "#app/shared/time-zones.ts";
import type { ReminderView } from "#app/shared/views.ts";
import { findTimeZoneOf, readSendAt } from "./send-time.server.ts";

export const handle: PageHandle = { title: "titles.scheduled" };

export const loader = createPageLoader(async ({ actor, request }) => {
  const [scheduled, reminders, timeZone] = await Promise.all([
    listScheduled(actor),
    listReminders(actor),
    findTimeZoneOf(actor, request),
  ]);
  const messages = scheduled.map((message) => ({
    ...message,
    localTime: toLocalTime(new Date(message.sendAt), timeZone),
  }));
  return { messages, reminders: reminders.filter(({ remindedAt }) => remindedAt === null), timeZone };
});

export const action = createFormAction(async ({ actor, form, request }) => {
  await answer(actor, form, await findTimeZoneOf(actor, request));
  return redirect("/scheduled", 303);
});

async function answer(actor: Actor, form: URLSearchParams, timeZone: string): Promise<unknown> {
  const fields = Object.fromEntries(form);
  const { intent = "" } = fields;
  const readId = () => parseInput(id, fields["scheduledId"]);
  switch (intent) {
    case "schedule": {
      const place = { parentId: fields["parentId"] || null, quoteId: fields["quoteId"] || null };
      const sendAt = readSendAt(fields["sendAt"], timeZone);
      const input = parseInput(scheduleMessageSchema, { ...fields, ...place, sendAt });
      const { channelId, parentId } = await scheduleMessage(actor, input);
      return clearDraft(actor.userId, channelId, parentId);
    }
    case "update": {
      const sendAt =
        fields["sendAt"] === fields["was-sendAt"] ? undefined : readSendAt(fields["sendAt"], timeZone);
      return updateScheduled(actor, readId(), parseInput(updateScheduledSchema, { ...fields, sendAt }));
    }
    case "cancel":
      return cancelScheduled(actor, readId());
    case "send-now":
      return sendScheduledNow(actor, readId());
    case "cancel-reminder":
      return completeReminder(actor, parseInput(id, fields["reminderId"]));
    default:
      throw new AppError("malformed");
  }
}

/** What one wants to be sent later, and what one wants to be reminded of. */
export default function Scheduled() {
  const { t } = useTranslation();
  const { messages, reminders, timeZone } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const failure = findFailure(useActionData());
  const nameOf = useChannelNames(me.id);
  const failedId = failure?.values["scheduledId"];
  const isNew = failure?.values["intent"] === "schedule";
  const isShownElsewhere = isNew || messages.some((message) => message.id === failedId);
  return (
    <ListPage title={t("scheduled.title")}>
      {isNew && <NewMessage failure={failure} timeZone={timeZone} nameOf={nameOf} />}
      {!isShownElsewhere && <ProblemNotice problem={failure?.problem} />}
      <Section title={t("scheduled.messages")}>
        {messages.length === 0 ? (
          <p className="text-ink-muted">
            {t("scheduled.none")} {t("scheduled.noneHint")}
          </p>
        ) : (
          <ul aria-label={t("scheduled.messages")} className="flex flex-col divide-y divide-line">
            {messages.map((message) => (
              <ScheduledEntry
                key={`${message.id} ${message.sendAt} ${message.body}`}
                message={message}
                place={nameOf(message.channelId)}
                timeZone={timeZone}
                failure={failedId === message.id ? failure : undefined}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("scheduled.reminders")}>
        {reminders.length === 0 ? (
          <p className="text-ink-muted">{t("scheduled.noReminders")}</p>
        ) : (
          <ul aria-label={t("scheduled.reminders")} className="flex flex-col divide-y divide-line">
            {reminders.map((reminder) => (
              <ReminderEntry key={reminder.id} reminder={reminder} />
            ))}
          </ul>
        )}
      </Section>
    </ListPage>
  );
}

interface NewMessageProps {
  failure: FormFailure;
  timeZone: string;
  nameOf: (channelId: string) => string;
}

/** What came from a composer and could not be taken, to be put right. */
function NewMessage({ failure, timeZone, nameOf }: NewMessageProps) {
  const { t } = useTranslation();
  const { values, problem } = failure;
  const carried = ["channelId", "parentId", "quoteId", "clientId"] as const;
  return (
    <Section
      title={t("scheduled.newTitle")}
      lead={t("scheduled.to", { channel: nameOf(values["channelId"] ?? "") })}
    >
      <Form method="post" noValidate className="flex flex-col gap-4">
        {carried.map((name) => (
          <input key={name} type="hidden" name={name} value={values[name] ?? ""} />
        ))}
        <ScheduledFields
          body={values["body"] ?? ""}
          localTime={values["sendAt"] ?? ""}
          timeZone={timeZone}
          errors={problem.errors}
        />
        {!problem.errors.some(({ path }) => path === "body" || path === "sendAt") && (
          <ProblemNotice problem={problem} />
        )}
        <div>
          <Button name="intent" value="schedule">
            {t("scheduled.schedule")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function ReminderEntry({ reminder }: { reminder: ReminderView }) {
  const { t } = useTranslation();
  const dateStyle = useDateStyle();
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-3 first:pt-0">
      <div className="min-w-0 flex-1 basis-52">
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {reminder.text}
        </p>
        <p
          className="text-small text-ink-muted"
          title={formatFull(reminder.dueAt, dateStyle)}
          suppressHydrationWarning
        >
          {t("scheduled.due", { time: formatShort(reminder.dueAt, dateStyle) })}
        </p>
      </div>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="reminderId" value={reminder.id} />
        <Button
          look="plain"
          name="intent"
          value="cancel-reminder"
          aria-label={t("scheduled.cancelReminderOf", { text: reminder.text })}
        >
          {t("scheduled.cancelReminder")}
        </Button>
      </Form>
    </li>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
