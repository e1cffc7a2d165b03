import "#app/i18n/pages/conversation-parts.ts";
import { useEffect, useImperativeHandle, useState, type KeyboardEvent, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import { say } from "#app/i18n/say.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { findOptions, type AutocompleteOption } from "./autocomplete-options.ts";
import type { Trigger } from "./autocomplete-trigger.ts";
import type { ChannelRights, CommandHint } from "./channel-page.ts";
import { useSkinTone } from "./use-skin-tone.ts";

/** What the field hands over while something is offered. */
export interface AutocompleteControls {
  /** Whether the key was meant for the list. */
  handleKey: (event: KeyboardEvent) => boolean;
}

interface AutocompleteProps {
  trigger: Trigger;
  channel: ChannelView;
  rights: ChannelRights | undefined;
  commands: readonly CommandHint[];
  listId: string;
  controls: Ref<AutocompleteControls>;
  /** The id of the option that the keys are at; null while nothing is offered. */
  onActive: (id: string | null) => void;
  onPick: (text: string) => void;
  onClose: () => void;
}

/** What could be meant by what is being typed: a list above the composer, of which the keys choose without leaving the field. */
export function Autocomplete(props: AutocompleteProps) {
  const { trigger, channel, rights, commands, listId, controls, onActive, onPick, onClose } = props;
  const { t } = useTranslation();
  const store = useLiveStore();
  const users = useLive(({ state }) => state.users);
  const { tone: skinTone } = useSkinTone();
  const [found, setFound] = useState<{ key: string; options: AutocompleteOption[] }>({
    key: "",
    options: [],
  });
  const [active, setActive] = useState(0);
  const key = `${trigger.sign}${trigger.query}`;
  const canMentionAll = (rights?.canMentionAll ?? false) && channel.kind !== "direct";

  useEffect(() => {
    let isWanted = true;
    const { state } = store.getSnapshot();
    void findOptions(trigger, {
      store,
      state,
      channelId: channel.id,
      canMentionAll,
      commands,
      skinTone,
    }).then((options) => {
      if (!isWanted) return;
      setFound({ key, options });
      setActive(0);
    });
    return () => {
      isWanted = false;
    };
    // A trigger is made anew with each key; what it stands for is its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [store, key, channel.id, canMentionAll, commands]);

  // Who types faster than answers come must not pick from a list for something else.
  const isOf = (label: string) => label.toLowerCase().startsWith(key.toLowerCase());
  const isOlder = found.key !== key;
  const isOfSign = found.key.startsWith(trigger.sign);
  const options = isOfSign ? found.options.filter(({ label }) => !isOlder || isOf(label)) : [];
  const chosen = options[Math.min(active, options.length - 1)];
  const activeId = chosen ? `${listId}-${options.indexOf(chosen)}` : null;
  useEffect(() => {
    onActive(activeId);
    return () => onActive(null);
  }, [activeId, onActive]);

  function handleKey(event: KeyboardEvent): boolean {
    if (!chosen) return false;
    if (event.key === "ArrowDown") setActive((active + 1) % options.length);
    else if (event.key === "ArrowUp") setActive((active - 1 + options.length) % options.length);
    else if (event.key === "Escape") onClose();
    else if (event.key === "Tab" && !event.shiftKey) onPick(chosen.text);
    else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      // What is written out in full already is sent, not completed.
      if (chosen.text === `${trigger.sign}${trigger.query}`) return false;
      onPick(chosen.text);
    } else return false;
    return true;
  }
  useImperativeHandle(controls, () => ({ handleKey }));

  if (options.length === 0) return null;
  return (
    <div
      id={listId}
      // No element of HTML is a list that the keys of a field choose from.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="listbox"
      aria-label={t("conversation.suggestions")}
      className="absolute inset-x-0 bottom-full z-10 mb-1 max-h-72 overflow-y-auto rounded-floating border border-line bg-surface-raised p-1 shadow-floating"
    >
      {options.map((option, index) => (
        // The keys are those of the field, which keeps the focus.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={option.text}
          id={`${listId}-${index}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="option"
          tabIndex={-1}
          aria-selected={option === chosen}
          ref={(element) => {
            if (option === chosen) element?.scrollIntoView({ block: "nearest" });
          }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(option.text)}
          onMouseMove={() => setActive(index)}
          className={`flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 pointer-coarse:min-h-11 ${option === chosen ? "bg-surface-selected" : ""}`}
        >
          {option.symbol && <span className="w-6 shrink-0 text-center">{option.symbol}</span>}
          <bdi className="shrink-0 font-medium">{option.label}</bdi>
          <span className="truncate text-small text-ink-muted">
            {option.userId
              ? (users.get(option.userId)?.displayName ?? option.detail)
              : option.detailKey
                ? say(t, option.detailKey)
                : option.detail}
          </span>
        </div>
      ))}
    </div>
  );
}
