import { memo } from "react";
import type { Gemoji } from "gemoji";
import { applyTone } from "./skin-tones.ts";

/** In a row: see `.emoji-row` in composer.css. */
export const COLUMNS = 8;

export interface EmojiSection {
  key: string;
  title: string;
  emoji: readonly EmojiEntry[];
}

/** Without names: one that was used as it is. */
type EmojiEntry = Pick<Gemoji, "emoji" | "description"> & Partial<Gemoji>;

interface EmojiGridProps {
  label: string;
  sections: readonly EmojiSection[];
  /** Of people's skin. */
  tone: number;
}

/** Emoji in rows, in groups with a title. Its keys and presses are those of the choice around it. */
export const EmojiGrid = memo(function EmojiGrid({ label, sections, tone }: EmojiGridProps) {
  return (
    <div role="grid" aria-label={label}>
      {sections.map(({ key, title, emoji }) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        <div key={key} role="rowgroup" aria-label={title} data-section={key} className="emoji-group">
          <div aria-hidden="true" className="emoji-title">
            {title}
          </div>
          {cutRows(emoji).map((row) => (
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            <div key={row[0]?.emoji} role="row" className="emoji-row">
              {row.map((entry) => {
                const shown = entry.names ? applyTone(entry.emoji, tone) : entry.emoji;
                return (
                  <button
                    key={entry.emoji}
                    type="button"
                    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
                    role="gridcell"
                    tabIndex={-1}
                    data-emoji={shown}
                    aria-label={entry.description}
                    title={entry.names && `:${entry.names[0]}:`}
                  >
                    {shown}
                  </button>
                );
              })}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
});

function cutRows(emoji: readonly EmojiEntry[]): EmojiEntry[][] {
  const rows: EmojiEntry[][] = [];
  for (let at = 0; at < emoji.length; at += COLUMNS) rows.push(emoji.slice(at, at + COLUMNS));
  return rows;
}
