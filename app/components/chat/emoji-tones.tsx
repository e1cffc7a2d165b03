import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/writing.ts";
import { HANDS } from "./skin-tones.ts";
import type { useSkinTone } from "./use-skin-tone.ts";

const NAMES = ["none", "light", "mediumLight", "medium", "mediumDark", "dark"] as const;

/** A button that shows the tone of skin, and opens the choice of another. */
export function EmojiTones({ tone, choose, isUnsaved }: ReturnType<typeof useSkinTone>) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-label={t("writing.tone", { tone: t(`writing.tones.${NAMES[tone] ?? "none"}`) })}
        title={t("writing.tones.title")}
        onClick={() => setOpen(!isOpen)}
        className="emoji-tone"
      >
        {HANDS[tone]}
      </button>
      {isOpen && (
        <fieldset className="flex w-full items-center justify-between">
          <legend className="sr-only">{t("writing.tones.title")}</legend>
          {HANDS.map((hand, index) => (
            <label key={hand} title={t(`writing.tones.${NAMES[index] ?? "none"}`)} className="emoji-tone">
              <input
                type="radio"
                name="skinTone"
                // Not part of what the form around it sends.
                form=""
                checked={index === tone}
                onChange={() => choose(index)}
                // Arrow keys choose as they go; a press, Enter or the space bar is done with it.
                onClick={(event) => {
                  if (event.detail > 0) close();
                }}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  close();
                }}
                aria-label={t(`writing.tones.${NAMES[index] ?? "none"}`)}
                className="sr-only"
              />
              <span aria-hidden="true">{hand}</span>
            </label>
          ))}
        </fieldset>
      )}
      {isUnsaved && <output className="w-full text-small text-ink-muted">{t("writing.toneUnsaved")}</output>}
    </>
  );
}
