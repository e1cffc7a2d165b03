import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useChannelOutlet } from "#app/components/chat/channel-page.ts";
import { MessageExcerpt } from "#app/components/panels/message-excerpt.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { listPins } from "#app/domain/messages/list-pins.server.ts";
import { messageIdSchema } from "#app/domain/messages/messages.schema.ts";
import { unpinMessage } from "#app/domain/messages/pin-message.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { AppError } from "#app/shared/errors.ts";
import { nameUser } from "#app/shared/names.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { MessageView } from "#app/shared/views.ts";
import { requireId, requireMessage } from "./panel-door.server.ts";

export const loader = createPageLoader(async ({ actor, params }) => {
  const channelId = requireId(params["channelId"]);
  return { channelId, page: await listPins(actor, channelId) };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  if (form.get("intent") !== "unpin") throw new AppError("malformed");
  const { messageId } = parseInput(messageIdSchema, Object.fromEntries(form));
  await requireMessage(actor, { ...params, messageId });
  await unpinMessage(actor, messageId);
  return redirect(`/channels/${requireId(params["channelId"])}/pins`, 303);
});

/** What is pinned to a conversation, last pinned first. */
export default function Pins() {
  const { t } = useTranslation();
  const { channelId, page } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const { rights, canWrite } = useChannelOutlet();
  const state = useLive((live) => live.state);
  const failure = findFailure(useActionData());
  const users = new Map([...page.users.map((user) => [user.id, user] as const), ...state.users]);
  const pins = mergePins(page.messages, state.timelines.get(channelId)?.messages ?? []);
  return (
    <Panel title={t("pins.title")} channelId={channelId}>
      <div className="flex flex-col gap-4 p-4">
        <ProblemNotice problem={failure?.problem} />
        {pins.length === 0 && <p className="text-ink-muted">{t("pins.none")}</p>}
        <ul aria-label={t("pins.title")} className="flex flex-col divide-y divide-line empty:hidden">
          {pins.map((message) => {
            const author = nameUser(t, users.get(message.authorId));
            const pinner = message.pinnedBy && users.get(message.pinnedBy);
            return (
              <li key={message.id} className="py-3 first:pt-0">
                <MessageExcerpt
                  message={message}
                  users={users}
                  myId={me.id}
                  to={`/channels/${channelId}?message=${message.seq}`}
                >
                  <div className="flex flex-wrap items-center justify-between gap-2 pt-1 text-small text-ink-muted">
                    <span className="min-w-0 flex-1 truncate">
                      {pinner && t("pins.by", { name: nameUser(t, pinner) })}
                    </span>
                    {rights.canPin && canWrite && (
                      <Form method="post" preventScrollReset>
                        <input type="hidden" name="messageId" value={message.id} />
                        <Button
                          look="quiet"
                          name="intent"
                          value="unpin"
                          aria-label={t("pins.unpinOf", { name: author })}
                        >
                          {t("pins.unpin")}
                        </Button>
                      </Form>
                    )}
                  </div>
                </MessageExcerpt>
              </li>
            );
          })}
        </ul>
      </div>
    </Panel>
  );
}

/** What the server found, with what was pinned, unpinned, edited or deleted since, last pinned first. */
function mergePins(found: MessageView[], live: MessageView[]): MessageView[] {
  const known = new Map(found.map((message) => [message.id, message]));
  for (const message of live) {
    if ((known.get(message.id)?.version ?? 0) < message.version) known.set(message.id, message);
  }
  const pins = [...known.values()].filter(({ pinnedAt, deletedAt }) => pinnedAt && !deletedAt);
  return pins.sort((a, b) => (b.pinnedAt ?? "").localeCompare(a.pinnedAt ?? ""));
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
