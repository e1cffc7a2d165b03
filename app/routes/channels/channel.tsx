import { redirect, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useRevalidator, useRouteLoaderData } from "@remix-run/react";
import { DoorOpen, Hash, Lock } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Conversation } from "#app/components/chat/conversation.tsx";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { historySchema, sendMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { AppError } from "#app/shared/errors.ts";
import { createId, isId } from "#app/shared/ids.ts";
import { nameChannel } from "#app/shared/names.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { loader as shellLoader } from "#app/routes/shell.tsx";

export const meta: MetaFunction<typeof loader, { "routes/shell": typeof shellLoader }> = ({
  data,
  matches,
}) => {
  const shell = matches.find((match) => match.id === "routes/shell")?.data;
  if (!data || !shell) return [{ title: "Parley" }];
  const users = new Map(shell.users.map((user) => [user.id, user]));
  return [{ title: `${nameChannel(data.channel, users, shell.me.id)} · Parley` }];
};

export const loader = createPageLoader(async ({ actor, params, url, request, context }) => {
  const channelId = requireChannelId(params["channelId"]);
  const channel = await getChannel(actor, channelId);
  const page = channel.membership
    ? await listMessages(actor, channelId, parseInput(historySchema, Object.fromEntries(url.searchParams)))
    : null;
  // A document that was opened, and not fetched ahead, has been read: without JavaScript nothing else will tell. Inside
  // the running app the page tells by itself, when it is really looked at.
  const isDocument =
    request.headers.get("accept")?.includes("text/html") && !request.headers.has("sec-purpose");
  if (page && !page.hasNewer && isDocument) await markRead(actor, { channelId, seq: channel.lastSeq });
  if (channel.membership)
    context.setCookie(`parley_last_channel=${channelId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`);
  return { channel, page, clientId: createId(), now: new Date().toISOString() };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  const channelId = requireChannelId(params["channelId"]);
  const { intent, ...fields } = Object.fromEntries(form);
  if (intent === "send") {
    await sendMessage(actor, parseInput(sendMessageSchema, { ...fields, channelId }));
  } else if (intent === "join") {
    await joinChannel(actor, channelId);
  } else if (intent === "leave") {
    await leaveChannel(actor, channelId);
    return redirect("/channels/browse", 303);
  } else {
    throw new AppError("malformed");
  }
  return redirect(`/channels/${channelId}`, 303);
});

function requireChannelId(value: string | undefined): string {
  if (!isId(value)) throw new AppError("not_found");
  return value.toLowerCase();
}

export default function Channel() {
  const { t } = useTranslation();
  const { channel, page, clientId, now } = useLoaderData<typeof loader>();
  const shell = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const failure = findFailure(useActionData());
  const { state } = useLive();
  useReloadWhenOut(channel.id, channel.membership !== null);
  const name = nameChannel(channel, state.users, shell.me.id);
  const live = state.channels.get(channel.id) ?? channel;

  return (
    <>
      <PageHeader title={name} icon={<ChannelIcon kind={channel.kind} />} detail={channel.topic}>
        {channel.kind !== "direct" && (
          <span className="shrink-0 text-small text-ink-muted">
            {t("channels.members", { count: live.memberCount })}
          </span>
        )}
        {channel.membership && channel.kind !== "direct" && <LeaveChannel name={name} kind={channel.kind} />}
      </PageHeader>
      {page ? (
        <Conversation
          key={channel.id}
          channel={channel}
          name={name}
          me={shell.me}
          page={page}
          clientId={clientId}
          now={now}
          failure={failure}
        />
      ) : (
        <div className="m-auto flex max-w-md flex-col items-center gap-4 p-6 text-center">
          {channel.topic && <p>{channel.topic}</p>}
          <p className="text-ink-muted">{t("channels.notJoined")}</p>
          <ProblemNotice problem={failure?.problem} />
          <Form method="post">
            <input type="hidden" name="intent" value="join" />
            <Button>{t("channels.join")}</Button>
          </Form>
        </div>
      )}
    </>
  );
}

/** Leaving asks once more, in a popover that needs no script. */
function LeaveChannel({ name, kind }: { name: string; kind: "public" | "private" }) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="button"
        popovertarget="leave"
        title={t("channels.leave")}
        className={`${buttonClass("quiet")} px-2`}
      >
        <DoorOpen size={17} aria-hidden="true" />
        <span className="sr-only">{t("channels.leave")}</span>
      </button>
      <dialog
        id="leave"
        popover="auto"
        aria-labelledby="leave-title"
        className="m-auto w-[min(24rem,90vw)] rounded-floating border border-line bg-surface-raised p-5 text-ink shadow-floating"
      >
        <h2 id="leave-title" className="font-semibold break-words">
          {t("channels.leaveQuestion", { channel: name })}
        </h2>
        <p className="pt-1 pb-4 text-ink-muted">
          {kind === "public" ? t("channels.leavePublic") : t("channels.leavePrivate")}
        </p>
        <Form method="post" className="flex justify-end gap-2">
          <input type="hidden" name="intent" value="leave" />
          <Button type="button" look="plain" popovertarget="leave" popovertargetaction="hide">
            {t("channels.stay")}
          </Button>
          <Button>{t("channels.leave")}</Button>
        </Form>
      </dialog>
    </>
  );
}

function ChannelIcon({ kind }: { kind: "public" | "private" | "direct" }) {
  const { t } = useTranslation();
  if (kind === "direct") return null;
  if (kind === "private")
    return <Lock size={17} aria-label={t("channels.privateLabel")} className="shrink-0 text-ink-muted" />;
  return <Hash size={17} aria-hidden="true" className="shrink-0 text-ink-muted" />;
}

/** Somebody who left, or was removed, elsewhere sees the page of those outside. */
function useReloadWhenOut(channelId: string, wasIn: boolean): void {
  const { state } = useLive();
  const { revalidate } = useRevalidator();
  const isOut = wasIn && !state.channels.has(channelId);
  useEffect(() => {
    if (isOut) revalidate();
  }, [isOut, revalidate]);
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
