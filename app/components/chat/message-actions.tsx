import { Link } from "@remix-run/react";
import { MessageSquareReply, Quote } from "lucide-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/message-actions.ts";
import type { MessageView } from "#app/shared/views.ts";
import { ActionsPanel, type ActionsProps } from "./actions-panel.tsx";
import { ActForm } from "./act-form.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";
import { Floating } from "./floating.tsx";
import { listFrequentEmoji } from "./frequent-emoji.ts";
import { canReact, openAt, type MessageContext, type OpenedActions } from "./message-context.ts";
import { hasReacted, toggleReaction } from "./toggle-reaction.ts";
import { useAsk } from "./use-ask.tsx";

export { ActionsPanel };

/** So many emoji stand beside a message; the panel has more. */
const QUICK_EMOJI = 3;

interface QuickActionsProps {
  message: MessageView;
  name: string;
  context: MessageContext;
}

/** What is done most often, beside the message under the mouse or the focus. */
export function QuickActions({ message, name, context }: QuickActionsProps) {
  const { t } = useTranslation();
  const { ask, refusal } = useAsk();
  const rootId = message.parentId ?? message.id;
  return (
    <>
      {refusal && (
        <p role="alert" className="px-2 text-small text-danger">
          {refusal}
        </p>
      )}
      {canReact(context) &&
        listFrequentEmoji(context.me.id, QUICK_EMOJI).map((emoji) => {
          const isOwn = hasReacted(message, emoji, context.me.id);
          return (
            <ActForm
              key={emoji}
              message={message}
              context={context}
              intent={isOwn ? "unreact" : "react"}
              fields={{ emoji }}
              onAct={() => void toggleReaction(ask, message, emoji, context.me.id)}
              className="max-sm:hidden"
            >
              <button
                aria-label={t(isOwn ? "actions.unreactWith" : "actions.reactWith", { emoji, name })}
                className="message-tool"
              >
                {emoji}
              </button>
            </ActForm>
          );
        })}
      {!context.threadId && (
        <Link
          to={`/channels/${context.channel.id}/threads/${rootId}`}
          aria-label={t("actions.replyTo", { name })}
          title={t("actions.reply")}
          className="message-tool max-sm:hidden"
        >
          <MessageSquareReply size={16} aria-hidden="true" />
        </Link>
      )}
      {context.canWrite && (
        <Link
          to={openAt(context.here, "quote", message)}
          preventScrollReset
          aria-label={t("actions.quoteOf", { name })}
          title={t("actions.quote")}
          className="message-tool max-sm:hidden"
        >
          <Quote size={15} aria-hidden="true" />
        </Link>
      )}
    </>
  );
}

interface FloatingActionsProps extends ActionsProps {
  opened: NonNullable<OpenedActions>;
  anchor: RefObject<HTMLElement>;
}

/** All actions, or all emoji, over the page. */
export function FloatingActions({ opened, anchor, ...props }: FloatingActionsProps) {
  const { t } = useTranslation();
  const { message, name, context, onOpen } = props;
  const { ask, refusal } = useAsk();
  const close = () => onOpen(null);

  async function react(emoji: string): Promise<void> {
    if (await toggleReaction(ask, message, emoji, context.me.id)) close();
  }

  return opened === "menu" ? (
    <Floating key="menu" label={t("actions.title", { name })} anchor={anchor} onClose={close}>
      <ActionsPanel {...props} onDone={close} />
    </Floating>
  ) : (
    <Floating key="picker" label={t("emoji.title")} anchor={anchor} onClose={close}>
      {refusal && (
        <p role="alert" className="pb-1 text-small text-danger">
          {refusal}
        </p>
      )}
      <EmojiPicker userId={context.me.id} onPick={(emoji) => void react(emoji)} />
    </Floating>
  );
}
