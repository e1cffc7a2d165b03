import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/components/page-title.tsx";
import { sayWithNames } from "#app/components/chat/say-with-names.tsx";
import { ListPage, useChannelNames, useChannelPlaces } from "#app/components/panels/list-page.tsx";
import { MessageExcerpt } from "#app/components/panels/message-excerpt.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { TimeAgo } from "#app/components/ui/time-ago.tsx";

import { listInbox } from "#app/domain/inbox/list-inbox.server.ts";
import { markInboxSeen } from "#app/domain/inbox/mark-inbox-seen.server.ts";
import { findMessages } from "#app/domain/messages/find-messages.server.ts";
import { pageSchema } from "#app/domain/paging/cursor.schema.ts";
import { completeReminder } from "#app/domain/reminders/complete-reminder.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import type { LiveState } from "#app/hooks/live-state.ts";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import { useReload } from "#app/hooks/use-reload.ts";
import { isOpenedDocument } from "#app/routes/channels/panel-door.server.ts";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { AppError } from "#app/shared/errors.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { id, parseInput } from "#app/shared/schemas.ts";
import type { InboxItem } from "#app/shared/kept-views.ts";
import type { ReminderView } from "#app/shared/views.ts";

export const handle: PageHandle = { title: "titles.inbox" };

export const loader = createPageLoader(async ({ actor, url, request }) => {
  const { before } = parseInput(pageSchema, Object.fromEntries(url.searchParams));
  const page = await listInbox(actor, { before });
  const about = page.items.flatMap((item) =>
    item.kind === "reminder" && item.reminder.messageId ? [item.reminder.messageId] : [],
  );
  const { messages } = await findMessages(actor, about);
  // Opened as a document, it has been seen; inside the running app the page tells by itself.
  if (before === undefined && isOpenedDocument(request)) await markInboxSeen(actor);
  const seqs = messages.map((message): [string, number] => [message.id, message.seq]);
  return { ...page, seqs, isOlder: before !== undefined, now: new Date().toISOString() };
});

export const action = createFormAction(async ({ actor, form }) => {
  if (form.get("intent") !== "done") throw new AppError("malformed");
  await completeReminder(actor, parseInput(id, form.get("reminderId")));
  return redirect("/inbox", 303);
});

/** What was meant for the reader: messages that name them, threads that went on, and what they wanted to be reminded of. */
export default function Inbox() {
  const { t } = useTranslation();
  const { items, cursor, isOlder } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  useInbox(items, isOlder);
  return (
    <ListPage title={t("inbox.title")} cursor={cursor} isOlder={isOlder}>
      <ProblemNotice problem={failure?.problem} />
      {items.length === 0 ? (
        <EmptyState text={t("inbox.none")} action={{ to: "/channels/browse", label: t("inbox.browse") }} />
      ) : (
        <ul aria-label={t("inbox.title")} className="flex flex-col divide-y divide-line">
          {items.map((item) => (
            <li
              key={item.kind === "reminder" ? item.reminder.id : item.message.id}
              className="py-3 first:pt-0"
            >
              <Entry item={item} />
            </li>
          ))}
        </ul>
      )}
    </ListPage>
  );
}

function Entry({ item }: { item: InboxItem }) {
  const { t } = useTranslation();
  const { users } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const state = useLive((live) => live.state);
  const findPlace = useChannelPlaces(me.id);
  const mark = item.isUnread && (
    <p className="pb-0.5 text-small font-semibold text-danger">{t("inbox.unread")}</p>
  );
  if (item.kind === "reminder") {
    return (
      <>
        {mark}
        <Reminder reminder={item.reminder} />
      </>
    );
  }
  const { message, kind } = item;
  const place = findPlace(message.channelId);
  return (
    <>
      {mark}
      <MessageExcerpt
        message={message}
        users={new Map([...users.map((user) => [user.id, user] as const), ...state.users])}
        myId={me.id}
        detail={sayWithNames(t, `inbox.${kind}.${place.kind}`, { name: place.name ?? "" })}
      >
        <p className="pt-1">
          <Link
            to={
              kind === "reply" && message.parentId
                ? `/channels/${message.channelId}/threads/${message.parentId}`
                : `/channels/${message.channelId}?message=${message.seq}`
            }
            className="text-small font-medium text-accent-text underline"
          >
            {kind === "reply" ? t("inbox.openThread") : t("panels.open")}
          </Link>
        </p>
      </MessageExcerpt>
    </>
  );
}

function Reminder({ reminder }: { reminder: ReminderView }) {
  const { t } = useTranslation();
  const { seqs, now } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const nameOf = useChannelNames(me.id);
  const seq = new Map(seqs).get(reminder.messageId ?? "");
  return (
    <article className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">{t("inbox.reminder")}</span>
          <span className="text-time text-ink-muted">
            <TimeAgo at={reminder.dueAt} now={now} />
          </span>
        </p>
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {reminder.text}
        </p>
        {reminder.channelId && (
          <Link
            to={`/channels/${reminder.channelId}${seq ? `?message=${seq}` : ""}`}
            className="text-small font-medium wrap-anywhere text-accent-text underline"
          >
            {seq ? t("panels.open") : nameOf(reminder.channelId)}
          </Link>
        )}
      </div>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="reminderId" value={reminder.id} />
        <Button
          look="plain"
          name="intent"
          value="done"
          aria-label={t("inbox.doneOf", { text: reminder.text })}
        >
          {t("inbox.done")}
        </Button>
      </Form>
    </article>
  );
}

/** Tells that the inbox was looked at, and loads what comes in while it is open. */
function useInbox(items: InboxItem[], isOlder: boolean): void {
  const store = useLiveStore();
  const state = useLive((live) => live.state);
  const status = useLive((live) => live.status);
  const reload = useReload();
  const waiting = countWaiting(state);
  const known = useRef(waiting);
  const isNewToReader = !isOlder && items.some((item) => item.isUnread);
  useEffect(() => {
    // Each list with something new in it is one look.
    if (status === "online" && isNewToReader) store.ask("inbox:seen", {}).catch(() => undefined);
  }, [store, status, isNewToReader, items]);
  useEffect(() => {
    if (waiting > known.current) reload();
    known.current = waiting;
  }, [waiting, reload]);
}

/** Rises with whatever may be new in the inbox. */
function countWaiting({ inboxUnread, channels, follows }: LiveState): number {
  const mentions = [...channels.values()].map(({ membership }) => membership?.mentions ?? 0);
  const replies = [...follows.values()].map(({ unread }) => unread);
  return [...mentions, ...replies].reduce((sum, count) => sum + count, inboxUnread);
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
