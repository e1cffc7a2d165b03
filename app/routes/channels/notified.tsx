import "#app/i18n/pages/notifications.ts";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Explanation } from "#app/components/notify/explanation.tsx";
import { MessageExcerpt } from "#app/components/panels/message-excerpt.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { useReloadOn } from "#app/components/panels/use-reload.ts";
import { explainNotification } from "#app/domain/notifications/explain-notification.server.ts";
import { findPeopleIn } from "#app/domain/messages/find-people.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { readTimeZone } from "#app/doors/time-zone.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { requireMessage } from "./panel-door.server.ts";

export const loader = createPageLoader(async ({ actor, params, request }) => {
  const message = await requireMessage(actor, params);
  const timeZone = readTimeZone(request.headers.get("cookie"));
  const [notification, users] = await Promise.all([
    explainNotification(actor, message.id, { timeZone }),
    findUsersById(findPeopleIn([message])),
  ]);
  return { message, notification, users };
});

/** Why the reader was told of a message, or was not. */
export default function Notified() {
  const { t } = useTranslation();
  const { message, notification, users } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const state = useLive((live) => live.state);
  const membership = state.channels.get(message.channelId)?.membership;
  useReloadOn(`${membership?.notifyLevel} ${membership?.muted} ${state.users.get(me.id)?.presence}`);
  const isTold = message.kind === "text";
  return (
    <Panel title={t("notified.title")} channelId={message.channelId}>
      <div className="flex flex-col gap-5 p-4">
        {isTold && (
          <MessageExcerpt
            message={message}
            users={new Map(users.map((user) => [user.id, user]))}
            myId={me.id}
            to={`/channels/${message.channelId}?message=${message.seq}`}
          />
        )}
        <Explanation message={message} notification={notification} />
      </div>
    </Panel>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
