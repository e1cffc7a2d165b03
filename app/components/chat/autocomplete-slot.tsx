import type { ChannelView } from "#app/shared/views.ts";
import { useComposerPage, type CommandHint } from "./channel-page.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import type { AutocompleteState } from "./use-autocomplete.ts";

const autocompletePart = defineLazyPart("autocomplete", () => import("./autocomplete.tsx"));

interface AutocompleteSlotProps {
  autocomplete: AutocompleteState;
  channel: ChannelView;
  commands: readonly CommandHint[];
}

/** The place of the list of suggestions, which is loaded with the first sign that is typed. */
export function AutocompleteSlot({ autocomplete, channel, commands }: AutocompleteSlotProps) {
  const { trigger, listId, controls, setActiveId, pick, close } = autocomplete;
  const rights = useComposerPage()?.rights;
  const part = useLazyPart(autocompletePart, trigger !== null);
  if (!part || !trigger) return null;
  return (
    <part.Autocomplete
      trigger={trigger}
      channel={channel}
      rights={rights}
      commands={commands}
      listId={listId}
      controls={controls}
      onActive={setActiveId}
      onPick={pick}
      onClose={close}
    />
  );
}
