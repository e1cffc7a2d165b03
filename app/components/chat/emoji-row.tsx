import { useTranslation } from "react-i18next";
import { buttonClass } from "#app/components/ui/button.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { EMOJI_MAX } from "#app/shared/limits.ts";
import type { MessageView } from "#app/shared/views.ts";
import { ActForm } from "./act-form.tsx";
import { listFrequentEmoji } from "./frequent-emoji.ts";
import type { MessageContext } from "./message-context.ts";
import { hasReacted, toggleReaction } from "./toggle-reaction.ts";
import type { useAsk } from "./use-ask.tsx";

const OFFERED = 8;

interface EmojiRowProps {
  message: MessageView;
  name: string;
  context: MessageContext;
  ask: ReturnType<typeof useAsk>["ask"];
  onDone: (() => void) | undefined;
}

/** The emoji that are used most, each one click away; without a script also a field for any other. */
export function EmojiRow({ message, name, context, ask, onDone }: EmojiRowProps) {
  const { t } = useTranslation();
  const isLive = useHydrated();
  // The server knows nothing of what is kept on this device.
  const emojis = listFrequentEmoji(isLive ? context.me.id : "", OFFERED);

  async function toggle(emoji: string): Promise<void> {
    if (await toggleReaction(ask, message, emoji, context.me.id)) onDone?.();
  }

  return (
    <>
      <ul
        aria-label={t("actions.quickReactions")}
        className="grid grid-cols-[repeat(auto-fit,minmax(2rem,1fr))] justify-items-center pointer-coarse:grid-cols-[repeat(auto-fit,minmax(2.75rem,1fr))]"
      >
        {emojis.map((emoji) => {
          const isOwn = hasReacted(message, emoji, context.me.id);
          return (
            <li key={emoji}>
              <ActForm
                message={message}
                context={context}
                intent={isOwn ? "unreact" : "react"}
                fields={{ emoji }}
                onAct={() => void toggle(emoji)}
              >
                <button
                  aria-label={t(isOwn ? "actions.unreactWith" : "actions.reactWith", { emoji, name })}
                  className="message-tool"
                >
                  {emoji}
                </button>
              </ActForm>
            </li>
          );
        })}
      </ul>
      {!isLive && (
        <ActForm message={message} context={context} intent="react" className="flex gap-1 p-1">
          <input
            name="emoji"
            required
            maxLength={EMOJI_MAX}
            autoComplete="off"
            aria-label={t("actions.otherEmoji")}
            placeholder={t("actions.otherEmoji")}
            className="h-9 w-full min-w-0 rounded-control border border-line-strong bg-surface px-2"
          />
          <button className={buttonClass("plain")}>{t("actions.react")}</button>
        </ActForm>
      )}
    </>
  );
}
