import { useEffect, useRef, useState, type RefObject } from "react";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { isBlank } from "#app/shared/text.ts";
import type { DraftView } from "#app/shared/views.ts";
import { hasFinePointer } from "./enter-key.ts";

interface ComposerTextOptions {
  channelId: string;
  parentId: string | undefined;
  /** What was typed and refused, by a form. */
  refused: string | undefined;
  draft: DraftView | null;
}

interface ComposerText {
  field: RefObject<HTMLTextAreaElement>;
  body: string;
  /** Takes up what stands in the field. */
  change: (value: string) => void;
  /** Empties the field. */
  clear: () => void;
}

/** What stands in a composer: kept as a draft, told as typing, and brought along from other devices. */
export function useComposerText({ channelId, parentId, refused, draft }: ComposerTextOptions): ComposerText {
  const store = useLiveStore();
  const field = useRef<HTMLTextAreaElement>(null);
  const isLive = useHydrated();
  // What the script takes over may be in use already; what is opened later was asked for.
  const [isTakenOver] = useState(!isLive);
  const [body, setBody] = useState(refused ?? draft?.body ?? "");

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const isTyped = element.value !== element.defaultValue || refused !== undefined;
    // Somebody may have typed before the script ran: what stands there wins over an older draft.
    if (draft) store.drafts.take(draft);
    if (!isTyped) element.value = store.drafts.read(channelId, parentId);
    setBody(element.value);
    if (isTyped) store.drafts.write(channelId, element.value, parentId);
  }, [store, channelId, parentId, refused, draft]);

  useEffect(() => {
    const element = field.current;
    if (!element || !hasFinePointer()) return;
    if (isTakenOver && document.activeElement !== document.body) return;
    element.focus({ preventScroll: true });
    // One goes on where one stopped.
    element.setSelectionRange(element.value.length, element.value.length);
  }, [channelId, parentId, isTakenOver]);

  useEffect(
    () =>
      store.drafts.onChange(channelId, parentId ?? null, (text) => {
        const element = field.current;
        // Nobody types in two places; who has begun here goes on here.
        if (
          !element ||
          (document.activeElement === element && document.hasFocus() && !isBlank(element.value))
        )
          return;
        element.value = text;
        setBody(text);
      }),
    [store, channelId, parentId],
  );

  useEffect(() => () => store.typing.stop(channelId), [store, channelId]);

  function change(value: string): void {
    setBody(value);
    store.drafts.write(channelId, value, parentId);
    if (isBlank(value)) store.typing.stop(channelId);
    else store.typing.start(channelId);
  }

  function clear(): void {
    if (!field.current) return;
    field.current.value = "";
    field.current.focus();
    change("");
  }

  return { field, body, change, clear };
}
