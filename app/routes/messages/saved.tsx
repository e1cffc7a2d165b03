import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/components/page-title.tsx";
import { sayWith, sayWithNames } from "#app/components/chat/say-with-names.tsx";
import { ListPage, useChannelPlaces } from "#app/components/panels/list-page.tsx";
import { MessageExcerpt } from "#app/components/panels/message-excerpt.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { TimeAgo } from "#app/components/ui/time-ago.tsx";
import { messageIdSchema } from "#app/domain/messages/messages.schema.ts";
import { pageSchema } from "#app/domain/paging/cursor.schema.ts";
import { listSaved } from "#app/domain/saved/list-saved.server.ts";

import { unsaveMessage } from "#app/domain/saved/save-message.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { AppError } from "#app/shared/errors.ts";
import { nameUser } from "#app/shared/names.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.saved" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const { before } = parseInput(pageSchema, Object.fromEntries(url.searchParams));
  const page = await listSaved(actor, { before });
  return { ...page, isOlder: before !== undefined, now: new Date().toISOString() };
});

export const action = createFormAction(async ({ actor, form }) => {
  if (form.get("intent") !== "unsave") throw new AppError("malformed");
  await unsaveMessage(actor, parseInput(messageIdSchema, Object.fromEntries(form)).messageId);
  return redirect("/saved", 303);
});

/** The messages that one keeps, last saved first. */
export default function Saved() {
  const { t } = useTranslation();
  const { items, users, cursor, isOlder, now } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const state = useLive((live) => live.state);
  const findPlace = useChannelPlaces(me.id);
  const failure = findFailure(useActionData());
  const people = new Map([...users.map((user) => [user.id, user] as const), ...state.users]);
  return (
    <ListPage title={t("saved.title")} cursor={cursor} isOlder={isOlder}>
      <ProblemNotice problem={failure?.problem} />
      {items.length === 0 && (
        <EmptyState text={t("saved.none")} action={{ to: "/", label: t("problem.home") }} />
      )}
      <ul aria-label={t("saved.title")} className="flex flex-col divide-y divide-line empty:hidden">
        {items.map(({ message, savedAt }) => {
          const place = findPlace(message.channelId);
          const name = nameUser(t, people.get(message.authorId));
          return (
            <li key={message.id} className="py-3 first:pt-0">
              <MessageExcerpt
                message={message}
                users={people}
                myId={me.id}
                detail={sayWithNames(t, `saved.in.${place.kind}`, { name: place.name ?? "" })}
                to={`/channels/${message.channelId}?message=${message.seq}`}
              >
                <div className="flex flex-wrap items-center justify-between gap-2 pt-1 text-small text-ink-muted">
                  <span>{sayWith(t, "saved.at", { time: <TimeAgo at={savedAt} now={now} /> })}</span>
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="messageId" value={message.id} />
                    <Button
                      look="quiet"
                      name="intent"
                      value="unsave"
                      aria-label={t("saved.removeOf", { name })}
                    >
                      {t("saved.remove")}
                    </Button>
                  </Form>
                </div>
              </MessageExcerpt>
            </li>
          );
        })}
      </ul>
    </ListPage>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
