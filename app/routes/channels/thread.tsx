import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Panel } from "#app/components/panels/panel.tsx";
import { Thread } from "#app/components/panels/thread.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { findDraft } from "#app/domain/drafts/find-draft.server.ts";
import { followThread } from "#app/domain/threads/follow-thread.server.ts";
import { openThread } from "#app/domain/threads/open-thread.server.ts";
import { readThread } from "#app/domain/threads/read-thread.server.ts";
import { threadPageSchema } from "#app/domain/threads/threads.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { isOpenedDocument, requireId, requireMessage } from "./panel-door.server.ts";

export const loader = createPageLoader(async ({ actor, params, url, request }) => {
  const { id, channelId, parentId } = await requireMessage(actor, params);
  if (parentId) throw redirect(`/channels/${channelId}/threads/${parentId}`);
  // Not "before": the conversation beside it has that.
  const input = parseInput(threadPageSchema, { before: url.searchParams.get("repliesBefore") ?? undefined });
  const [thread, draft] = await Promise.all([
    openThread(actor, { ...input, rootId: id }),
    findDraft(actor, channelId, id),
  ]);
  const last = thread.replies.at(-1)?.seq;
  const isNewest = input.before === undefined;
  // Without JavaScript nothing else tells that it was read; with it, the panel tells when it is looked at.
  if (isNewest && last !== undefined && isOpenedDocument(request))
    await readThread(actor, { rootId: id, seq: last });
  return { channelId, rootId: id, thread, isNewest, draft, clientId: createId() };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  const { id, channelId } = await requireMessage(actor, params);
  const intent = form.get("intent");
  if (intent !== "follow" && intent !== "unfollow") throw new AppError("malformed");
  const { rootId } = await followThread(actor, { rootId: id, follows: intent === "follow" });
  return redirect(`/channels/${channelId}/threads/${requireId(rootId)}`, 303);
});

/** The replies to one message, beside the conversation in which it stands. */
export default function ThreadPanel() {
  const { t } = useTranslation();
  const { channelId, rootId, thread, isNewest, draft, clientId } = useLoaderData<typeof loader>();
  const follow = useLive(({ state }) => state.follows.get(rootId)) ?? thread.follow;
  return (
    <Panel
      title={t("thread.title")}
      channelId={channelId}
      isBare
      tools={
        <Form method="post" preventScrollReset>
          <Button
            look="quiet"
            name="intent"
            value={follow.follows ? "unfollow" : "follow"}
            title={t("thread.followHint")}
          >
            {follow.follows ? t("thread.unfollow") : t("thread.follow")}
          </Button>
        </Form>
      }
    >
      <Thread key={rootId} thread={thread} isNewest={isNewest} draft={draft} clientId={clientId} />
    </Panel>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
