/** Every keyboard shortcut there is, in one place: the keys that work, the list that people see, and the test of collisions. */
export interface Shortcut {
  id: ShortcutId;
  /** Parts joined by "+". `Mod` is Command on Apple's systems and Control elsewhere. The last part is a key by its name. */
  keys: string;
  group: "everywhere" | "conversation" | "message" | "writing";
  /**
   * `always` also works while somebody types; `outside` does not; `message` works while a message has the focus;
   * `field` is the composer's own, listed here only.
   */
  where: "always" | "outside" | "message" | "field";
}

const TABLE = [
  ["switcher", "Mod+K", "everywhere", "always"],
  ["search", "Mod+Shift+F", "everywhere", "always"],
  ["nextConversation", "Alt+ArrowDown", "everywhere", "always"],
  ["previousConversation", "Alt+ArrowUp", "everywhere", "always"],
  ["nextUnread", "Alt+Shift+ArrowDown", "everywhere", "always"],
  ["previousUnread", "Alt+Shift+ArrowUp", "everywhere", "always"],
  ["readAll", "Alt+Shift+R", "everywhere", "always"],
  ["focusSidebar", "Alt+Shift+S", "everywhere", "always"],
  ["list", "?", "everywhere", "outside"],
  ["focusComposer", "Alt+Shift+C", "conversation", "always"],
  ["focusMessages", "Alt+Shift+M", "conversation", "always"],
  ["newest", "Alt+Shift+J", "conversation", "always"],
  ["read", "Escape", "conversation", "outside"],
  ["members", "Alt+Shift+P", "conversation", "always"],
  ["pins", "Alt+Shift+N", "conversation", "always"],
  ["files", "Alt+Shift+F", "conversation", "always"],
  ["nextMessage", "ArrowDown", "message", "message"],
  ["previousMessage", "ArrowUp", "message", "message"],
  ["actions", ".", "message", "message"],
  ["react", "+", "message", "message"],
  ["reply", "r", "message", "message"],
  ["quote", "q", "message", "message"],
  ["edit", "e", "message", "message"],
  ["pin", "p", "message", "message"],
  ["save", "s", "message", "message"],
  ["copyLink", "c", "message", "message"],
  ["delete", "Delete", "message", "message"],
  ["editLast", "ArrowUp", "writing", "field"],
] as const;

export type ShortcutId = (typeof TABLE)[number][0];

export const SHORTCUTS: readonly Shortcut[] = TABLE.map(([id, keys, group, where]) => ({
  id,
  keys,
  group,
  where,
}));

/** What a pressed key is, of a `KeyboardEvent`. */
export interface KeyPress {
  key: string;
  /** Where the key lies: with Option pressed, Apple's systems write another character. */
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

interface Situation {
  isApple: boolean;
  /** Somebody types into a field. */
  isInField: boolean;
  isOnMessage: boolean;
  /** Keys that are one character may be switched off (WCAG 2.1.4). */
  allowsSingleKeys: boolean;
}

/** The shortcut that was pressed, where it works there. */
export function findShortcut(press: KeyPress, situation: Situation): ShortcutId | undefined {
  const { isInField, isOnMessage, allowsSingleKeys } = situation;
  return SHORTCUTS.find((shortcut) => {
    const { where, keys } = shortcut;
    if (where === "field" || (where === "outside" && isInField) || (where === "message" && !isOnMessage))
      return false;
    if (isSingleCharacter(shortcut) && !allowsSingleKeys) return false;
    return isPressed(keys, press, situation.isApple);
  })?.id;
}

/** One character without Control, Alt or Command: what people who speak to their computer set off by accident. */
export function isSingleCharacter({ keys }: Shortcut): boolean {
  return keys.length === 1;
}

function isPressed(keys: string, press: KeyPress, isApple: boolean): boolean {
  if (keys.length === 1) return press.key === keys && !press.altKey && !press.ctrlKey && !press.metaKey;
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const mod = parts.includes("Mod");
  return (
    (press.key === key || press.code === `Key${key}`) &&
    press.altKey === parts.includes("Alt") &&
    press.shiftKey === parts.includes("Shift") &&
    press.ctrlKey === (mod && !isApple) &&
    press.metaKey === (mod && isApple)
  );
}

const NAMES: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Delete: "Del" };
const APPLE_NAMES: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Delete: "⌦" };

/** The keys as they are written on a keyboard. */
export function nameKeys(keys: string, isApple: boolean): string[] {
  const parts = keys.length === 1 ? [keys] : keys.split("+");
  return parts.map((part) => {
    if (isApple && APPLE_NAMES[part]) return APPLE_NAMES[part];
    const name = part === "Mod" ? "Ctrl" : (NAMES[part] ?? part);
    return name.length === 1 ? name.toUpperCase() : name;
  });
}

/** The value of `aria-keyshortcuts`; both systems', as the standard wants it. */
export function toAriaKeys(id: ShortcutId): string {
  const { keys } = SHORTCUTS.find((shortcut) => shortcut.id === id)!;
  return keys.includes("Mod+") ? `${keys.replace("Mod", "Control")} ${keys.replace("Mod", "Meta")}` : keys;
}
