import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/message-actions.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { Floating } from "./floating.tsx";
import { countEmoji } from "./frequent-emoji.ts";
import { useOwnUser } from "./use-own-user.ts";

interface EmojiChoiceProps {
  anchor: RefObject<HTMLElement>;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** The choice of emoji over the page, for a field. */
export function EmojiChoice({ anchor, onPick, onClose }: EmojiChoiceProps) {
  const { t } = useTranslation();
  const userId = useOwnUser()?.id ?? "";

  function pick(emoji: string): void {
    countEmoji(userId, emoji);
    onClose();
    onPick(emoji);
  }

  return (
    <Floating label={t("emoji.title")} anchor={anchor} onClose={onClose}>
      <EmojiPicker userId={userId} onPick={pick} />
    </Floating>
  );
}
