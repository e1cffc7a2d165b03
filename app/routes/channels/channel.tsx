import type { SerializeFrom } from "@remix-run/node";
import {
  Form,
  useActionData,
  useLoaderData,
  useOutlet,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ChannelHeader } from "#app/components/chat/channel-header.tsx";
import { canWriteIn, type ChannelOutletContext } from "#app/components/chat/channel-page.ts";
import { Conversation } from "#app/components/chat/conversation.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { useReloadOn } from "#app/components/panels/use-reload.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { useReload } from "#app/hooks/use-reload.ts";
import { conversationTexts } from "#app/i18n/pages/conversation.ts";
import { messageTexts } from "#app/i18n/pages/message.ts";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { FILE_MAX_BYTES, FORM_FILES_MAX_BYTES } from "#app/shared/limits.ts";
import { nameChannel } from "#app/shared/names.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import type { CommandAnswer } from "#app/shared/views.ts";
import { answerChannelForm } from "./channel-intents.server.ts";
import { loadChannelPage } from "./load-channel-page.server.ts";
import { requireId } from "./panel-door.server.ts";
import { isOnlyPanelChange } from "./panel-change.ts";

export const handle: PageHandle = {
  title: (data, matches, i18n) => {
    const page = data as SerializeFrom<typeof loader> | undefined;
    const shell = matches.find(({ id }) => id === "routes/shell")?.data as
      SerializeFrom<typeof shellLoader> | undefined;
    if (!page || !shell) return i18n.t("problem.notFoundTitle");
    const users = new Map(shell.users.map((user) => [user.id, user]));
    return nameChannel(page.channel, users, shell.me.id, i18n);
  },
  texts: [conversationTexts, messageTexts],
};

export const loader = createPageLoader(loadChannelPage);

export const action = createFormAction(
  ({ actor, params, form, files }) =>
    answerChannelForm({ actor, channelId: requireId(params["channelId"]), form, files }),
  {
    limits: { fileMaxBytes: FILE_MAX_BYTES, allMaxBytes: FORM_FILES_MAX_BYTES },
    countAs: "file by user",
  },
);

/** A panel that opens or closes, and what opens at one message, need nothing new of the conversation. */
export function shouldRevalidate(change: ShouldRevalidateFunctionArgs): boolean {
  return !isOnlyPanelChange(change) && change.defaultShouldRevalidate;
}

export default function Channel() {
  const { channel, page, rights, clientId, now, ...found } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const actionData = useActionData<{ notice?: CommandAnswer["notice"] }>();
  const failure = findFailure(actionData);
  const known = useLive(({ state }) => state.channels.get(channel.id));
  const users = useLive(({ state }) => state.users);
  // What one may do here is the server's to say.
  useReloadOn(known?.membership?.role ?? "");
  useReloadWhenOut(channel.membership !== null && !known);
  const live = known ?? channel;
  const { i18n } = useTranslation();
  const name = nameChannel(live, users, me.id, i18n);
  const canWrite = live.membership !== null && canWriteIn(live, rights);
  const context = { channel: live, name, me, rights, canWrite, clientId, now, failure };
  const panel = useOutlet(context satisfies ChannelOutletContext);
  // What was refused is said where it was asked for: beneath the composer, at a message, or here.
  const isAboutChannel = failure && failure.values["intent"] !== "send" && !failure.values["messageId"];

  return (
    // The panel has its room before it is there: a page is shown while it still comes in.
    <div
      className={`grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] ${panel ? "wide:grid-cols-[minmax(0,1fr)_--spacing(90)]" : ""}`}
    >
      <div className={`min-w-0 flex-col ${panel ? "hidden wide:flex" : "flex"}`}>
        <ChannelHeader channel={live} name={name} />
        {page && isAboutChannel && (
          <div className="p-3">
            <ProblemNotice problem={failure.problem} />
          </div>
        )}
        {page ? (
          <Conversation
            key={channel.id}
            channel={channel}
            name={name}
            me={me}
            page={page}
            rights={rights}
            clientId={clientId}
            now={now}
            failure={failure}
            notice={actionData?.notice ?? null}
            {...found}
          />
        ) : (
          <JoinFirst />
        )}
      </div>
      {panel && <div className="flex min-w-0 flex-col border-line wide:border-s">{panel}</div>}
    </div>
  );
}

/** A public channel in the eyes of somebody who is not in it. */
function JoinFirst() {
  const { t } = useTranslation();
  const { channel } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  return (
    <div className="m-auto flex max-w-md flex-col items-center gap-4 p-6 text-center wrap-anywhere">
      {channel.topic && <p>{channel.topic}</p>}
      <p className="text-ink-muted">
        {channel.archivedAt ? t("composer.archived") : t("channels.notJoined")}
      </p>
      <ProblemNotice problem={failure?.problem} />
      {!channel.archivedAt && (
        <Form method="post" action={`/channels/${channel.id}`}>
          <input type="hidden" name="intent" value="join" />
          <Button>{t("channels.join")}</Button>
        </Form>
      )}
    </div>
  );
}

/** Somebody who left, or was removed, elsewhere sees the page of those outside. */
function useReloadWhenOut(isOut: boolean): void {
  const reload = useReload();
  useEffect(() => {
    if (isOut) reload();
  }, [isOut, reload]);
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
