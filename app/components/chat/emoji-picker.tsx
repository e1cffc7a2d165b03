import {
  Apple,
  CarFront,
  Clock,
  Flag,
  Hand,
  Lightbulb,
  PawPrint,
  Shapes,
  Smile,
  Volleyball,
  type LucideIcon,
} from "lucide-react";
import { startTransition, useEffect, useMemo, useRef, useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/message-actions.ts";
import "#app/i18n/pages/writing.ts";
import { COLUMNS, EmojiGrid, type EmojiSection } from "./emoji-grid.tsx";
import { EmojiTones } from "./emoji-tones.tsx";
import { listRecentEmoji } from "./frequent-emoji.ts";
import { useLazyPart } from "./lazy-part.ts";
import { emojiPart } from "./rich-text.tsx";
import { useSkinTone } from "./use-skin-tone.ts";
import { walkGrid } from "./walk-grid.ts";
import { walkToolbar } from "./walk-toolbar.ts";

const GROUPS = [
  ["smileys", "Smileys & Emotion", Smile],
  ["people", "People & Body", Hand],
  ["animals", "Animals & Nature", PawPrint],
  ["food", "Food & Drink", Apple],
  ["travel", "Travel & Places", CarFront],
  ["activities", "Activities", Volleyball],
  ["objects", "Objects", Lightbulb],
  ["symbols", "Symbols", Shapes],
  ["flags", "Flags", Flag],
] as const satisfies readonly [string, string, LucideIcon][];

interface EmojiPickerProps {
  userId: string;
  onPick: (emoji: string) => void;
}

/** All emoji in groups, those used last first, found by name, with people in the reader's tone of skin. */
export function EmojiPicker({ userId, onPick }: EmojiPickerProps) {
  const { t } = useTranslation();
  const table = useLazyPart(emojiPart, true);
  const skin = useSkinTone();
  const { tone } = skin;
  const [query, setQuery] = useState("");
  const [isWhole, setWhole] = useState(false);
  const [current, setCurrent] = useState("");
  const [recent] = useState(() => listRecentEmoji(userId, 2 * COLUMNS));
  const scroller = useRef<HTMLDivElement>(null);

  // Nearly two thousand: the first of them show at once, the others when there is time.
  useEffect(() => startTransition(() => setWhole(true)), []);

  const all = useMemo((): EmojiSection[] => {
    const groups = table?.groupEmoji();
    if (!groups) return [];
    const sections = GROUPS.map(([key, category]) => ({
      key,
      title: t(`emoji.groups.${key}`),
      emoji: groups.get(category) ?? [],
    }));
    // They were used as they are.
    const used = recent.map((emoji) => ({ emoji, description: table?.describeEmoji(emoji) ?? emoji }));
    const own = { key: "recent", title: t("writing.recent"), emoji: used };
    return used.length > 0 ? [own, ...sections] : sections;
  }, [table, recent, t]);
  const found = useMemo((): EmojiSection[] | undefined => {
    if (!table || !query.trim()) return undefined;
    const emoji = table.searchEmoji(query);
    return emoji.length > 0 ? [{ key: "found", title: t("emoji.found"), emoji }] : [];
  }, [table, query, t]);
  const sections = useMemo(() => found ?? (isWhole ? all : all.slice(0, 2)), [found, isWhole, all]);
  const shown = current || all[0]?.key;

  function pick({ target }: MouseEvent): void {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-emoji]") : null;
    if (cell?.dataset["emoji"]) onPick(cell.dataset["emoji"]);
  }

  function findSections(): HTMLElement[] {
    return [...(scroller.current?.querySelectorAll<HTMLElement>("[data-section]") ?? [])];
  }

  function goTo(key: string): void {
    setQuery("");
    setWhole(true);
    requestAnimationFrame(() => {
      const section = findSections().find(({ dataset }) => dataset["section"] === key);
      if (!section || !scroller.current) return;
      scroller.current.scrollTop = section.offsetTop;
      setCurrent(key);
    });
  }

  function follow(): void {
    const top = (scroller.current?.scrollTop ?? 0) + 8;
    const at = findSections().findLast((section) => section.offsetTop <= top)?.dataset["section"];
    if (at && at !== "found") setCurrent(at);
  }

  return (
    // Keys walk through buttons, which can be pressed themselves.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="flex flex-col gap-1.5" onKeyDown={walkGrid}>
      <div className="flex flex-wrap items-center gap-1.5">
        <input
          type="search"
          aria-label={t("emoji.search")}
          placeholder={t("emoji.search")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="h-9 min-w-0 flex-1 rounded-control border border-line-strong bg-surface px-2.5"
        />
        <EmojiTones {...skin} />
      </div>
      {/* The keys are those of its buttons. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div role="toolbar" aria-label={t("writing.categories")} onKeyDown={walkToolbar} className="emoji-nav">
        {all.map(({ key, title }) => {
          const Icon = GROUPS.find(([name]) => name === key)?.[2] ?? Clock;
          return (
            <button
              key={key}
              type="button"
              aria-label={title}
              title={title}
              aria-current={key === shown && !found ? true : undefined}
              tabIndex={key === shown ? 0 : -1}
              onClick={() => goTo(key)}
            >
              <Icon size={17} aria-hidden="true" />
            </button>
          );
        })}
      </div>
      {/* One listener for two thousand buttons. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div ref={scroller} className="emoji-groups" onClick={pick} onScroll={follow}>
        {!table && <p className="p-2 text-ink-muted">{t("emoji.loading")}</p>}
        <EmojiGrid label={t("emoji.title")} sections={sections} tone={tone} />
        <output className={found?.length === 0 ? "block p-2 text-ink-muted" : "sr-only"}>
          {found &&
            (found.length === 0 ? t("emoji.none") : t("writing.found", { count: found[0]?.emoji.length }))}
        </output>
      </div>
    </div>
  );
}
