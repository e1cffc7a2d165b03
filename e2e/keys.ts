import { expect } from "@playwright/test";
import type { Person } from "./person.ts";
import { readFocus } from "./listening.ts";

/** Somewhere with a visible ring, never nowhere. */
export async function expectFocusSeen({ page }: Person): Promise<void> {
  await expect.poll(() => readFocus(page)).toMatchObject({ isSomewhere: true, isSeen: true });
}

/** Walks with the Tab key until that has the focus, which can be seen at every step. */
export async function tabTo(person: Person, name: RegExp | string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await person.page.keyboard.press("Tab");
    const focus = await readFocus(person.page);
    // After the last one the browser's own controls have their turn.
    if (focus.isSomewhere) expect(focus.isSeen, `the focus on ${focus.name} is visible`).toBe(true);
    if (typeof name === "string" ? focus.name === name : name.test(focus.name)) return;
  }
  throw new Error(`The Tab key does not lead to ${String(name)}.`);
}
