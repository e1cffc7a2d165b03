import { memo, useId, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { listFrequentEmoji } from "./frequent-emoji.ts";
import { useLazyPart } from "./lazy-part.ts";
import { emojiPart } from "./rich-text.tsx";

/** In a row: see `.emoji-grid` in message.css. */
const COLUMNS = 8;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
const GROUPS = {
  "Smileys & Emotion": "smileys",
  "People & Body": "people",
  "Animals & Nature": "animals",
  "Food & Drink": "food",
  "Travel & Places": "travel",
  Activities: "activities",
  Objects: "objects",
  Symbols: "symbols",
  Flags: "flags",
} as const;

interface EmojiPickerProps {
  userId: string;
  onPick: (emoji: string) => void;
}

/** All emoji in groups, those used often first, found by name; arrow keys walk through them. */
export function EmojiPicker({ userId, onPick }: EmojiPickerProps) {
  const { t } = useTranslation();
  const table = useLazyPart(emojiPart, true);
  const [query, setQuery] = useState("");
  const found = table && query.trim() ? table.searchEmoji(query) : undefined;

  function pick(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset["emoji"]) onPick(button.dataset["emoji"]);
  }

  function move(event: KeyboardEvent<HTMLElement>): void {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button[data-emoji]")];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const isInSearch = at < 0;
    if (isInSearch && event.key === "Enter") {
      event.preventDefault();
      buttons[0]?.click();
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined || (isInSearch && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const next = isInSearch ? 0 : at + step;
    // Above the first row is the field.
    if (next < 0) event.currentTarget.querySelector("input")?.focus();
    else buttons[Math.min(next, buttons.length - 1)]?.focus();
  }

  return (
    // Keys walk through buttons, which can be pressed themselves.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="flex flex-col gap-2" onKeyDown={move}>
      <input
        type="search"
        aria-label={t("emoji.search")}
        placeholder={t("emoji.search")}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        className="h-9 w-full rounded-control border border-line-strong bg-surface px-2.5"
      />
      {/* One listener for two thousand buttons. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className="emoji-groups" onClick={pick}>
        {!table ? (
          <p className="p-2 text-ink-muted">{t("emoji.loading")}</p>
        ) : found ? (
          <>
            {found.length === 0 && <output className="block p-2 text-ink-muted">{t("emoji.none")}</output>}
            <EmojiGroup title={t("emoji.found")} emoji={found} />
          </>
        ) : (
          <>
            <EmojiGroup
              title={t("emoji.recent")}
              emoji={listFrequentEmoji(userId, 2 * COLUMNS).map((emoji) => ({ emoji, description: emoji }))}
            />
            <AllGroups groups={table.groupEmoji()} />
          </>
        )}
      </div>
    </div>
  );
}

interface Entry {
  emoji: string;
  description: string;
  names?: string[];
}

/** Nearly two thousand: rendered once, whatever is typed. */
const AllGroups = memo(function AllGroups({ groups }: { groups: ReadonlyMap<string, readonly Entry[]> }) {
  const { t } = useTranslation();
  return Object.entries(GROUPS).map(([category, key]) => (
    <EmojiGroup key={key} title={t(`emoji.groups.${key}`)} emoji={groups.get(category) ?? []} />
  ));
});

function EmojiGroup({ title, emoji }: { title: string; emoji: readonly Entry[] }) {
  const id = useId();
  if (emoji.length === 0) return null;
  return (
    <section aria-labelledby={id} className="emoji-group">
      <h3 id={id} className="py-1 text-small text-ink-muted">
        {title}
      </h3>
      <div className="emoji-grid">
        {emoji.map((each) => (
          <button
            key={each.emoji}
            type="button"
            // The field comes first, and from there the arrow keys lead on.
            tabIndex={-1}
            data-emoji={each.emoji}
            aria-label={each.description}
            title={each.names && `:${each.names[0]}:`}
          >
            {each.emoji}
          </button>
        ))}
      </div>
    </section>
  );
}
