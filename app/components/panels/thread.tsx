import { Link } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChannelOutlet } from "#app/components/chat/channel-page.ts";
import { Composer } from "#app/components/chat/composer.tsx";
import { Message } from "#app/components/chat/message.tsx";
import { PendingMessage } from "#app/components/chat/pending-message.tsx";
import { useMessageContext } from "#app/components/chat/use-message-context.ts";
import { buttonClass } from "#app/components/ui/button.tsx";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import type { DraftView, MessageView, ThreadView } from "#app/shared/views.ts";
import { continuesRun, listLiveReplies, mergeReplies } from "./replies.ts";
import { useReadThread } from "./use-read-thread.ts";

interface ThreadProps {
  /** What the server rendered. */
  thread: ThreadView;
  /** Its replies reach to the last one. */
  isNewest: boolean;
  draft: DraftView | null;
  clientId: string;
}

/** A message, the replies to it as they come in, and where one writes another. */
export function Thread({ thread, isNewest, draft, clientId }: ThreadProps) {
  const { t } = useTranslation();
  const { channel, me, rights, canWrite, failure } = useChannelOutlet();
  const store = useLiveStore();
  const state = useLive((live) => live.state);
  const outbox = useLive((live) => live.outbox);
  const status = useLive((live) => live.status);
  const [earlier, setEarlier] = useState<ThreadView[]>([]);
  const [older, setOlder] = useState<"idle" | "loading" | "failed">("idle");
  // The line stays where one left off for as long as the thread is open.
  const [readOnOpening] = useState(thread.follow.follows ? thread.follow.lastReadSeq : undefined);
  const rootId = thread.root.id;
  const end = useRef<HTMLDivElement>(null);

  const oldest = earlier[0] ?? thread;
  const found = useMemo(
    () => [...earlier.flatMap(({ replies }) => replies), ...thread.replies],
    [earlier, thread.replies],
  );
  const live = listLiveReplies(state, thread.root);
  const replies = mergeReplies(found, live, { reachesStart: !oldest.hasOlder, reachesEnd: isNewest });
  const root = findNewest(thread.root, [
    state.references.get(rootId),
    state.timelines.get(channel.id)?.messages.find(({ id }) => id === rootId),
  ]);
  const page = useMemo(() => ({ ...thread, follows: [thread.follow] }), [thread]);
  const context = useMessageContext({
    me,
    channel,
    page,
    messages: replies,
    canPin: rights.canPin,
    canDelete: rights.canDelete,
    canWrite,
    threadId: rootId,
    failure,
  });
  // What the answer holds is kept up to date from then on, wherever in the conversation one reads.
  useEffect(() => {
    if (status === "online") void store.ask("thread:open", { rootId }).catch(() => undefined);
  }, [store, status, rootId]);
  const last = replies.at(-1)?.seq ?? 0;
  // What was there when the thread was opened is history, and nobody is told of it.
  const [quietUpTo] = useState(last);
  useReadThread(end, rootId, isNewest ? last : 0, thread.follow.unread > 0);

  async function loadOlder(before: number): Promise<void> {
    setOlder("loading");
    const page = await store.ask("thread:open", { rootId, before }).catch(() => undefined);
    if (page) setEarlier((pages) => [page, ...pages]);
    setOlder(page ? "idle" : "failed");
  }

  const pending = outbox.filter((item) => item.parentId === rootId);
  const firstUnread = replies.find(
    ({ seq, authorId }) => readOnOpening !== undefined && seq > readOnOpening && authorId !== me.id,
  );
  return (
    <>
      <div className="timeline min-h-0 flex-1" tabIndex={-1}>
        <div className="pb-3">
          <Message message={root} author={context.users.get(root.authorId)} startsRun context={context} />
          <p className="mx-4 my-2 flex items-center gap-3 text-small text-ink-muted">
            {t("thread.replies", { count: Math.max(root.replyCount, replies.at(-1)?.threadNo ?? 0) })}
            <span className="h-px flex-1 bg-line" />
          </p>
          {oldest.hasOlder && replies[0] && (
            <p className="not-anchor flex flex-col items-center gap-1 p-3">
              <Link
                to={`?repliesBefore=${replies[0].seq}`}
                preventScrollReset
                aria-disabled={older === "loading" || undefined}
                className={buttonClass("plain")}
                onClick={(event) => {
                  // Without a live connection the link does what links do.
                  if (status !== "online" || !replies[0]) return;
                  event.preventDefault();
                  if (older !== "loading") void loadOlder(replies[0].seq);
                }}
              >
                {older === "loading" ? t("panels.loading") : t("thread.older")}
              </Link>
              {older === "failed" && (
                <span className="text-small text-danger">{t("thread.olderFailed")}</span>
              )}
            </p>
          )}
          {replies.length === 0 && pending.length === 0 && (
            <p className="px-4 py-2 text-ink-muted">{t("thread.none")}</p>
          )}
          <div role="log" aria-label={t("thread.label")}>
            {replies.map((reply, index) => (
              <div key={reply.id}>
                {reply === firstUnread && <UnreadLine />}
                <Message
                  message={reply}
                  author={context.users.get(reply.authorId)}
                  startsRun={reply === firstUnread || !continuesRun(replies[index - 1], reply)}
                  context={context}
                  isQuiet={reply.seq <= quietUpTo}
                />
              </div>
            ))}
            {/* They are announced when they have arrived. */}
            <div aria-live="off">
              {pending.map((item, index) => (
                <PendingMessage
                  key={item.clientId}
                  item={item}
                  me={me}
                  startsRun={index === 0 && replies.at(-1)?.authorId !== me.id}
                />
              ))}
            </div>
          </div>
          {!isNewest && (
            <p className="flex justify-center p-3">
              <Link to="?" preventScrollReset className={buttonClass("plain")}>
                {t("thread.newest")}
              </Link>
            </p>
          )}
          <div ref={end} className="h-px" />
        </div>
      </div>
      {canWrite && (
        <Composer
          channel={channel}
          name={t("thread.composer")}
          clientId={clientId}
          failure={failure?.values["parentId"] === rootId ? failure : undefined}
          draft={draft}
          parentId={rootId}
          onSend={() => end.current?.scrollIntoView({ block: "end" })}
        />
      )}
    </>
  );
}

function UnreadLine() {
  const { t } = useTranslation();
  return (
    <div className="mx-4 flex items-center gap-2 pt-2 text-small font-medium text-danger">
      <span className="h-px flex-1 bg-danger" />
      {t("thread.unread")}
    </div>
  );
}

function findNewest(message: MessageView, others: (MessageView | undefined)[]): MessageView {
  return others.reduce<MessageView>(
    (newest, other) => (other && other.version > newest.version ? other : newest),
    message,
  );
}
