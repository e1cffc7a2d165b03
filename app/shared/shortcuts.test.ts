import { expect, test } from "vitest";
import { findShortcut, isSingleCharacter, nameKeys, SHORTCUTS, type KeyPress } from "./shortcuts.ts";

/*
 * What browsers and screen readers take for themselves, as their own pages list it. Read on 2026-11-28:
 * Chrome support.google.com/chrome/answer/157179, Firefox support.mozilla.org/kb/keyboard-shortcuts-perform-firefox-tasks-quickly,
 * Edge support.microsoft.com (Keyboard shortcuts in Microsoft Edge), NVDA's Commands Quick Reference (its modifier is Insert or
 * Caps Lock; without it single letters in browse mode, which never reach a page), JAWS Keystrokes (Insert, Caps Lock, and
 * Alt+Control for its own windows), VoiceOver (Control+Option).
 */
const RESERVED = (
  "Mod+F Mod+G Mod+L Mod+N Mod+T Mod+W Mod+R Mod+P Mod+S Mod+D Mod+H Mod+J Mod+U Mod+O Mod+E Mod+0 Mod+A Mod+C Mod+V " +
  "Mod+X Mod+Z Mod+Tab Mod+Q Mod+M Mod+Y Mod+Shift+N Mod+Shift+T Mod+Shift+W Mod+Shift+R Mod+Shift+J Mod+Shift+I " +
  "Mod+Shift+C Mod+Shift+P Mod+Shift+D Mod+Shift+O Mod+Shift+B Mod+Shift+V Mod+Shift+M Mod+Shift+K Mod+Shift+E " +
  "Mod+Shift+G Mod+Shift+A Mod+Shift+Y Mod+Shift+H Mod+Shift+L Mod+Shift+U Mod+Shift+S Mod+Shift+Delete Shift+Escape " +
  "Alt+F Alt+E Alt+D Alt+ArrowLeft Alt+ArrowRight Alt+Home Alt+Shift+T Alt+Shift+I Alt+Shift+A Alt+Shift+B F1 F3 F5 F6 " +
  "F7 F10 F11 F12 Tab Shift+Tab Space / '"
).split(" ");

const NOTHING = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
const SOMEWHERE = { isApple: false, isInField: false, isOnMessage: false, allowsSingleKeys: true };

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { ...NOTHING, key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key, ...held };
}

test("no two shortcuts that work in one place have the same keys, and none has two rows", () => {
  const places = SHORTCUTS.map(({ where, keys }) => `${where === "field" ? "field" : "page"} ${keys}`);
  expect(new Set(places).size).toBe(places.length);
  expect(new Set(SHORTCUTS.map(({ id }) => id)).size).toBe(SHORTCUTS.length);
});

test("none is taken from a browser or a screen reader", () => {
  expect(SHORTCUTS.map(({ keys }) => keys).filter((keys) => RESERVED.includes(keys))).toEqual([]);
  // Control and Option together are VoiceOver's, Control and Alt write characters on many keyboards.
  expect(SHORTCUTS.filter(({ keys }) => keys.includes("Mod+Alt"))).toEqual([]);
});

test("a single character does nothing but while a message has the focus, or outside of fields", () => {
  for (const shortcut of SHORTCUTS.filter(isSingleCharacter)) {
    const key = press(shortcut.keys);
    expect(findShortcut(key, { ...SOMEWHERE, isInField: true })).toBeUndefined();
    expect(findShortcut(key, { ...SOMEWHERE, isOnMessage: true })).toBe(shortcut.id);
    expect(findShortcut(key, { ...SOMEWHERE, isOnMessage: true, allowsSingleKeys: false })).toBeUndefined();
  }
});

test("the platform's own key is meant", () => {
  expect(findShortcut(press("k", { ctrlKey: true }), SOMEWHERE)).toBe("switcher");
  expect(findShortcut(press("k", { metaKey: true }), SOMEWHERE)).toBeUndefined();
  expect(findShortcut(press("k", { metaKey: true }), { ...SOMEWHERE, isApple: true })).toBe("switcher");
  expect(findShortcut(press("k", { ctrlKey: true, altKey: true }), SOMEWHERE)).toBeUndefined();
  expect(nameKeys("Mod+K", true)).toEqual(["⌘", "K"]);
  expect(nameKeys("Mod+K", false)).toEqual(["Ctrl", "K"]);
});

test("with Option held, a key is known by its place", () => {
  const held = { altKey: true, shiftKey: true, code: "KeyC" };
  expect(findShortcut({ ...NOTHING, ...held, key: "Ç" }, { ...SOMEWHERE, isApple: true })).toBe(
    "focusComposer",
  );
});
