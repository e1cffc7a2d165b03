import { Link } from "@remix-run/react";
import { Bookmark, Pin } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/message.ts";
import { nameUser } from "#app/shared/names.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import { MessageActionsSlot } from "./message-actions-slot.tsx";
import type { MessageContext, OpenedActions } from "./message-context.ts";
import { MessageFrame } from "./message-frame.tsx";
import { MessageFiles } from "./message-files.tsx";
import { AnswerLines, ForwardedBlock, ThreadLine } from "./message-lines.tsx";
import { MessageState } from "./message-state.tsx";
import { Reactions } from "./reactions.tsx";
import { RichText, useIsTextComplete } from "./rich-text.tsx";
import { rendersTheSame } from "./same-message.ts";
import { sayWithNames } from "./say-with-names.tsx";
import { SystemMessage } from "./system-message.tsx";
import { useNearness } from "./use-nearness.ts";

const editorPart = defineLazyPart("editor", () => import("./message-editor.tsx"));

export interface MessageProps {
  message: MessageView;
  author: UserView | undefined;
  /** The first of a run by one author shows who it is; the others belong to it. */
  startsRun: boolean;
  context: MessageContext;
  /** History is not told to those who listen to a log. */
  isQuiet?: boolean;
}

/** One message of a timeline or a thread, with all that can be done about it. */
export const Message = memo(function Message(props: MessageProps) {
  return props.message.kind === "system" ? (
    <SystemMessage message={props.message} context={props.context} isQuiet={props.isQuiet} />
  ) : (
    <PersonMessage {...props} />
  );
}, rendersTheSame);

function PersonMessage({ message, author, startsRun, context, isQuiet }: MessageProps) {
  const { t } = useTranslation();
  const name = nameUser(t, author);
  const { failure } = context;
  const isRefused = failure?.values["messageId"] === message.id;
  const [opened, setOpened] = useState<OpenedActions>(null);
  const [isEditingHere, setEditingHere] = useState(false);
  const isEditingByPage =
    context.editing === message.id || (isRefused && failure.values["intent"] === "edit");
  const isEditing = (isEditingHere || isEditingByPage) && !message.deletedAt;
  const Editor = useLazyPart(editorPart, isEditing)?.MessageEditor;
  const { isNear, ...nearness } = useNearness(() => setOpened("menu"));
  const isGone = message.deletedAt !== null;
  const isOwn = message.authorId === context.me.id;
  const isComplete = useIsTextComplete(message.body);

  return (
    <MessageFrame
      partsId={`${context.threadId ?? "log"}-${message.seq}`}
      name={name}
      avatarUrl={author?.avatarUrl}
      badge={author?.statusEmoji && <span title={author.statusText}>{author.statusEmoji}</span>}
      authorId={message.authorId}
      createdAt={message.createdAt}
      startsRun={startsRun}
      id={`message-${message.seq}`}
      aria-live={isQuiet ? "off" : undefined}
      // What will stand there in other elements in a moment is told once, when it does.
      aria-busy={!isComplete || undefined}
      after={
        <>
          <Reactions message={message} context={context} onAdd={() => setOpened("picker")} />
          <ThreadLine message={message} context={context} />
          {isOwn && !isGone && (
            <MessageState
              message={message}
              channel={context.channel}
              isNewest={context.newestOwnId === message.id}
            />
          )}
          {!isGone && (
            <MessageActionsSlot
              message={message}
              name={name}
              context={context}
              isNear={isNear}
              opened={opened}
              onOpen={setOpened}
              onEdit={() => setEditingHere(true)}
            />
          )}
        </>
      }
      {...nearness}
    >
      <MarkLine message={message} context={context} />
      {!isGone && <AnswerLines message={message} context={context} />}
      {isGone ? (
        <p className="text-ink-muted italic">{t("timeline.deleted")}</p>
      ) : isEditing && Editor ? (
        <div data-needs="editor">
          <Editor
            // Another text, not another reaction: that would take away what is typed.
            key={message.editedAt}
            message={message}
            context={context}
            // Opened by its address, it is closed by going elsewhere.
            onClose={isEditingByPage ? undefined : () => setEditingHere(false)}
          />
        </div>
      ) : (
        message.body !== "" && (
          <RichText
            body={message.body}
            users={context.users}
            mentions={message.mentions}
            mentionAll={message.mentionAll}
            myId={context.me.id}
            channelIds={context.channelIds}
            end={message.editedAt && <EditedMark message={message} />}
          />
        )
      )}
      {!isGone && message.files.length > 0 && <MessageFiles files={message.files} />}
      {!isGone && message.forwarded && <ForwardedBlock forwarded={message.forwarded} context={context} />}
    </MessageFrame>
  );
}

function EditedMark({ message }: { message: MessageView }) {
  const { t } = useTranslation();
  return (
    <Link
      to={`/channels/${message.channelId}/messages/${message.id}/history`}
      title={t("message.history")}
      className="ms-1 text-time text-ink-muted hover:underline"
    >
      {t("timeline.edited")}
    </Link>
  );
}

/** Why a message is more than one of many: it is pinned, or the reader keeps it. */
function MarkLine({ message, context }: { message: MessageView; context: MessageContext }) {
  const { t } = useTranslation();
  const isSaved = context.savedIds.has(message.id);
  if (!message.pinnedAt && !isSaved) return null;
  const pinnedBy = context.users.get(message.pinnedBy ?? "");
  const pinner = pinnedBy ? nameUser(t, pinnedBy) : t("message.somebody");
  const mark = "inline-flex items-center gap-1";
  return (
    <p aria-live="off" className="flex flex-wrap gap-x-3 text-time text-ink-muted">
      {message.pinnedAt && (
        <span className={mark}>
          <Pin size={12} aria-hidden="true" />
          <span>{sayWithNames(t, "message.pinned", { name: pinner })}</span>
        </span>
      )}
      {isSaved && (
        <span className={mark}>
          <Bookmark size={12} aria-hidden="true" />
          {t("message.saved")}
        </span>
      )}
    </p>
  );
}
