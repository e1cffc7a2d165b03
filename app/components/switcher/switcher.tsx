// No element does what a combobox with a list of links does.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import "#app/i18n/pages/switcher.ts";
import { Link, useNavigate } from "@remix-run/react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/ui/dialog.tsx";
import type { OwnUserView } from "#app/shared/views.ts";
import { EntryMark } from "./entry-mark.tsx";
import { rank, type Entry } from "./match.ts";
import { useEntries } from "./use-entries.ts";

interface SwitcherProps {
  me: OwnUserView;
  opensAdmin: boolean;
  onClose: () => void;
  /** Shows the keyboard shortcuts. */
  onList: () => void;
}

/** The way to everywhere: type a few letters, press Enter (ARIA 1.2 combobox with a listbox). */
export function Switcher({ onClose, ...options }: SwitcherProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const [isRefused, setRefused] = useState(false);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { entries, hasFailed } = useEntries({ ...options, query });
  const found = rank(entries, query, i18n.language);
  const at = Math.min(chosen, found.length - 1);
  const idOf = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, query]);

  async function open(entry: Entry, inNewTab: boolean): Promise<void> {
    if (entry.to !== undefined) {
      if (inNewTab) window.open(entry.to, "_blank", "noopener");
      else navigate(entry.to);
      return onClose();
    }
    try {
      await entry.run?.();
      onClose();
    } catch {
      setRefused(true);
    }
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const { length } = found;
    const target = {
      ArrowDown: (at + 1) % length,
      ArrowUp: (at - 1 + length) % length,
      PageDown: Math.min(at + 8, length - 1),
      PageUp: Math.max(at - 8, 0),
    }[event.key];
    const entry = found[at];
    if (target !== undefined && length > 0) setChosen(target);
    else if (event.key === "Enter" && entry) void open(entry, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={t("switcher.title")} isTitleHidden look="top" onClose={onClose}>
      <input
        role="combobox"
        type="text"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        aria-label={t("switcher.field")}
        placeholder={t("switcher.field")}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? idOf(at) : undefined}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setChosen(0);
          setRefused(false);
        }}
        onKeyDown={handleKey}
        className="min-h-12 w-full shrink-0 border-b border-line bg-transparent px-4 outline-none"
      />
      <output className="sr-only">
        {found.length > 0 ? t("switcher.results", { count: found.length }) : t("switcher.none")}
      </output>
      {(hasFailed || isRefused) && (
        <p role="alert" className="px-4 pt-2 text-small text-danger">
          {t(isRefused ? "switcher.refused" : "switcher.failed")}
        </p>
      )}
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t("switcher.title")}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5"
      >
        {found.length === 0 && (
          <p aria-hidden="true" className="px-2.5 py-3 text-ink-muted">
            {t("switcher.none")}
          </p>
        )}
        {groupUp(found).map(({ group, members }) => (
          <div key={group} role="group" aria-label={t(`switcher.group.${group}`)}>
            <p aria-hidden="true" className="px-2.5 pt-2 pb-1 text-small font-medium text-ink-muted">
              {t(`switcher.group.${group}`)}
            </p>
            {members.map(({ entry, index }) => (
              <Option
                key={`${group} ${entry.id}`}
                id={idOf(index)}
                entry={entry}
                isChosen={index === at}
                onPoint={() => setChosen(index)}
                onOpen={(inNewTab) => void open(entry, inNewTab)}
              />
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

interface OptionProps {
  id: string;
  entry: Entry;
  isChosen: boolean;
  onPoint: () => void;
  onOpen: (inNewTab: boolean) => void;
}

function Option({ id, entry, isChosen, onPoint, onOpen }: OptionProps) {
  const look = `flex min-h-9 w-full items-center gap-2.5 rounded-control px-2.5 text-start pointer-coarse:min-h-11 ${
    isChosen ? "bg-surface-selected" : ""
  } ${entry.group === "unread" ? "font-semibold" : ""}`;
  const content = (
    <>
      <EntryMark entry={entry} />
      <bdi className="min-w-0 truncate">{entry.name}</bdi>
      {entry.detail && (
        <bdi className="min-w-0 flex-1 truncate text-small font-normal text-ink-muted">{entry.detail}</bdi>
      )}
    </>
  );
  const shared = { id, role: "option", "aria-selected": isChosen, tabIndex: -1, className: look };
  // The field keeps the focus, so that one can type on.
  const keepFocus = {
    onPointerMove: onPoint,
    onPointerDown: (event: { preventDefault: () => void }) => event.preventDefault(),
  };
  if (entry.to === undefined) {
    return (
      <button type="button" {...shared} {...keepFocus} onClick={() => onOpen(false)}>
        {content}
      </button>
    );
  }
  return (
    <Link
      to={entry.to}
      {...shared}
      {...keepFocus}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(false);
      }}
    >
      {content}
    </Link>
  );
}

function groupUp(found: readonly Entry[]) {
  const groups: { group: Entry["group"]; members: { entry: Entry; index: number }[] }[] = [];
  for (const [index, entry] of found.entries()) {
    const last = groups.at(-1);
    if (last?.group === entry.group) last.members.push({ entry, index });
    else groups.push({ group: entry.group, members: [{ entry, index }] });
  }
  return groups;
}
