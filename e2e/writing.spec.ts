// The field one writes in: how it grows, what its keys do, and what its tools put into it.
import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";

async function enter(person: Person): Promise<void> {
  const { id } = await person.createChannel();
  await person.open(`/channels/${id}`);
}

function setWriting(person: Person, data: { enterSends: boolean }): Promise<unknown> {
  return person.ask("/me", { method: "PATCH", data });
}

/** Of the field, in pixels. */
async function measure(person: Person, lines: number): Promise<{ height: number; isScrolled: boolean }> {
  await person.composer.fill(Array.from({ length: lines }, (_, index) => `line ${index}`).join("\n"));
  return person.composer.evaluate((field) => ({
    height: field.clientHeight,
    isScrolled: field.scrollHeight > field.clientHeight,
  }));
}

test("the field grows to ten lines and scrolls from there, also where it takes a script", async ({
  ada,
  openTab,
}) => {
  await enter(ada);
  const old = await openTab(ada);
  // Browsers without `field-sizing`.
  await old.page.addInitScript(() => {
    CSS.supports = () => false;
  });
  await old.open(ada.page.url());
  await old.composer.evaluate((field) => field.style.setProperty("field-sizing", "fixed"));
  for (const person of [ada, old]) {
    const { height: line } = await measure(person, 1);
    expect(await measure(person, 4)).toEqual({ height: 4 * line, isScrolled: false });
    expect(await measure(person, 10)).toEqual({ height: 10 * line, isScrolled: false });
    expect(await measure(person, 14)).toEqual({ height: 10 * line, isScrolled: true });
    expect(await measure(person, 1)).toEqual({ height: line, isScrolled: false });
  }
});

test("Enter sends or breaks the line by choice, and never while an input method composes", async ({
  ada,
}) => {
  await enter(ada);
  await ada.composer.fill("one");
  await ada.composer.press("Shift+Enter");
  await ada.page.keyboard.type("two");
  await expect(ada.composer).toHaveValue("one\ntwo");
  const enterKey = { key: "Enter", bubbles: true, cancelable: true };
  await ada.composer.dispatchEvent("keydown", { ...enterKey, isComposing: true });
  await ada.composer.dispatchEvent("keydown", { ...enterKey, keyCode: 229 });
  await expect(ada.composer).toHaveValue("one\ntwo");
  await ada.composer.dispatchEvent("keydown", enterKey);
  await expect(ada.composer).toHaveValue("");
  await expect(ada.messages).toHaveCount(1);

  await setWriting(ada, { enterSends: false });
  await ada.reload();
  await ada.composer.press("a");
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("a\n");
  await ada.composer.press("Shift+Enter");
  await expect(ada.messages).toHaveCount(2);
  await ada.composer.press("b");
  await ada.composer.press("Control+Enter");
  // One that is still on its way cannot be edited.
  await expect(ada.messages.nth(2)).toHaveAttribute("id", /^message-/);
  await ada.composer.press("ArrowUp");
  const editor = ada.page.getByRole("textbox", { name: "Text of the message" });
  await editor.press("Enter");
  await editor.press("c");
  await editor.press("Shift+Enter");
  await expect(editor).toHaveCount(0);
  await expect(ada.messages.last()).toContainText("edited");
});

test("keys format what is selected, lists go on, and all of it can be undone", async ({ ada }) => {
  await enter(ada);
  const { keyboard } = ada.page;
  await ada.composer.fill("plant beans");
  await ada.composer.press("Control+Shift+ArrowLeft");
  await keyboard.press("Control+b");
  await expect(ada.composer).toHaveValue("plant **beans**");
  await keyboard.press("Control+i");
  await expect(ada.composer).toHaveValue("plant ***beans***");
  await keyboard.press("Control+b");
  await expect(ada.composer).toHaveValue("plant *beans*");
  await keyboard.press("Control+z");
  await expect(ada.composer).toHaveValue("plant ***beans***");
  await keyboard.press("Control+z");
  await keyboard.press("Control+z");
  await expect(ada.composer).toHaveValue("plant beans");
  await ada.composer.press("End");
  await keyboard.press("Control+Shift+Digit8");
  await expect(ada.composer).toHaveValue("- plant beans");
  await keyboard.press("Shift+Enter");
  await keyboard.type("water");
  await expect(ada.composer).toHaveValue("- plant beans\n- water");
  await keyboard.press("Shift+Enter");
  await keyboard.press("Shift+Enter");
  await keyboard.type("done");
  await expect(ada.composer).toHaveValue("- plant beans\n- water\n\ndone");
  await keyboard.press("Enter");
  await expect(ada.messages.last().getByRole("listitem")).toHaveText(["plant beans", "water"]);
});

test("the toolbar is shown on demand, walked through by arrow keys, and stays", async ({ ada }) => {
  await enter(ada);
  const { keyboard } = ada.page;
  const toolbar = ada.page.getByRole("toolbar", { name: "Formatting" });
  const tool = (name: string) => toolbar.getByRole("button", { name, exact: true });
  await expect(ada.composer).toBeFocused();
  await expect(toolbar).toHaveCount(0);
  await keyboard.type("beans");
  await keyboard.press("Tab");
  await expect(ada.page.getByRole("button", { name: "Formatting" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(tool("Bold")).toHaveAttribute("aria-keyshortcuts", "Control+B");
  await keyboard.press("Shift+Tab");
  await keyboard.press("Control+a");
  await keyboard.press("Shift+Tab");
  await expect(tool("Bold")).toBeFocused();
  await keyboard.press("ArrowLeft");
  await expect(tool("Numbered list")).toBeFocused();
  await keyboard.press("Home");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await expect(tool("Strikethrough")).toBeFocused();
  await keyboard.press("Enter");
  await expect(ada.composer).toHaveValue("~~beans~~");
  await expect(ada.composer).toBeFocused();
  await ada.reload();
  await expect(toolbar).toBeVisible();
  await ada.page.getByRole("button", { name: "Formatting" }).click();
  await expect(toolbar).toHaveCount(0);
});

test("emoji are searched, toned and picked by the keyboard, and those used last come first", async ({
  ada,
}) => {
  await enter(ada);
  const { keyboard } = ada.page;
  const button = ada.page.getByRole("button", { name: "Emoji" });
  const choice = ada.page.getByRole("dialog", { name: "Choose an emoji" });
  const search = choice.getByRole("searchbox", { name: "Find an emoji" });
  await ada.composer.fill("Hello ");
  await button.press("Enter");
  await expect(search).toBeFocused();
  await expect(choice.getByRole("rowgroup", { name: "Flags" })).toBeAttached();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await expect(choice.getByRole("radio", { name: "medium", exact: true })).toBeChecked();
  await keyboard.press("Enter");
  await expect(choice.getByRole("button", { name: "Skin tone: medium" })).toBeFocused();
  await search.fill("hand");
  const cells = choice.getByRole("gridcell");
  await expect(choice.getByRole("status")).toHaveText(/^\d+ emoji found$/);
  await keyboard.press("ArrowDown");
  await expect(cells.first()).toBeFocused();
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowDown");
  await expect(cells.nth(9)).toBeFocused();
  await keyboard.press("Home");
  await expect(cells.nth(8)).toBeFocused();
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  await expect(search).toBeFocused();
  await search.fill("wave");
  await keyboard.press("Enter");
  await expect(ada.composer).toHaveValue("Hello 👋🏽");
  await expect(ada.composer).toBeFocused();
  await expect(choice).toHaveCount(0);
  expect(await ada.ask("/me")).toMatchObject({ skinTone: 3 });
  await button.press("Enter");
  await expect(cells.first()).toHaveText("👋🏽");
  await keyboard.press("Escape");
  await expect(choice).toHaveCount(0);
  await expect(button).toBeFocused();
  await ada.composer.fill(":wave");
  await expect(ada.page.getByRole("option", { name: ":wave:" })).toContainText("👋🏽");
});

test("how much is left shows near the end only, and what is too long is not sent", async ({ ada }) => {
  await enter(ada);
  const left = ada.page.getByText(/characters left$/);
  await ada.composer.fill("a".repeat(7200));
  await expect(left).toHaveCount(0);
  await ada.composer.fill("a".repeat(7350));
  await expect(left).toHaveText("Up to 700 characters left");
  await ada.composer.fill("a".repeat(8003));
  await expect(ada.composer).toHaveAccessibleDescription("3 characters too many. The most is 8,000.");
  await expect(ada.sendButton).toBeDisabled();
  await ada.composer.press("Enter");
  await expect(ada.messages).toHaveCount(0);
  await ada.composer.fill("a");
  await expect(ada.sendButton).toBeEnabled();
});

test("right to left, the tools stand on the other side and their keys are mirrored", async ({ ada }) => {
  await enter(ada);
  await ada.page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  await ada.page.getByRole("button", { name: "Formatting" }).click();
  const tools = ada.page.getByRole("toolbar", { name: "Formatting" }).getByRole("button");
  const startOf = async (place: Locator) => (await place.boundingBox())?.x ?? NaN;
  await expect(tools.first()).toBeVisible();
  await ada.composer.press("Shift+Tab");
  await expect(tools.first()).toBeFocused();
  await ada.page.keyboard.press("ArrowLeft");
  await expect(tools.nth(1)).toBeFocused();
  expect(await startOf(tools.nth(1))).toBeLessThan(await startOf(tools.first()));
  expect(await startOf(ada.sendButton)).toBeLessThan(await startOf(ada.composer));
});
