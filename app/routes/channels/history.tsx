import "#app/i18n/pages/panels.ts";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { RichText } from "#app/components/chat/rich-text.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { useReloadOn } from "#app/components/panels/use-reload.ts";
import { listRevisions } from "#app/domain/messages/list-revisions.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { requireMessage } from "./panel-door.server.ts";

export const loader = createPageLoader(async ({ actor, params }) => {
  const message = await requireMessage(actor, params);
  return { message, revisions: await listRevisions(actor, message.id) };
});

/** What a message says, and what it said before. */
export default function History() {
  const { t } = useTranslation();
  const { message, revisions } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const state = useLive((live) => live.state);
  const dateStyle = useDateStyle();
  const live = state.timelines.get(message.channelId)?.messages.find(({ id }) => id === message.id);
  useReloadOn(`${live?.editedAt ?? message.editedAt} ${live?.deletedAt ?? message.deletedAt}`);
  const now = { body: message.body, writtenAt: message.editedAt ?? message.createdAt };
  const texts = message.deletedAt ? [] : [now, ...revisions];
  return (
    <Panel title={t("history.title")} channelId={message.channelId}>
      <div className="flex flex-col gap-3 p-4">
        {message.deletedAt && <p className="text-ink-muted italic">{t("panels.deleted")}</p>}
        {!message.deletedAt && revisions.length === 0 && (
          <p className="text-ink-muted">{t("history.none")}</p>
        )}
        <ol aria-label={t("history.title")} className="flex flex-col divide-y divide-line empty:hidden">
          {texts.map((text, index) => (
            <li key={`${text.writtenAt} ${index}`} className="py-3 first:pt-0">
              <p className="text-time text-ink-muted tabular-nums">
                <span className="font-medium text-ink">
                  {index === 0 ? t("history.now") : t("history.before")}
                </span>{" "}
                <time
                  dateTime={text.writtenAt}
                  title={formatFull(text.writtenAt, dateStyle)}
                  suppressHydrationWarning
                >
                  {formatShort(text.writtenAt, dateStyle)}
                </time>
              </p>
              <RichText body={text.body} users={state.users} mentions={message.mentions} myId={me.id} />
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
