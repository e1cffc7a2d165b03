import { expect, test } from "./fixtures.ts";
import { watchShifts } from "./shifts.ts";
import { findSidewaysScrolling } from "./sideways.ts";

const PHONE = { width: 390, height: 844 };
const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1280, height: 800 };

test(
  "a phone shows one thing at a time, and the way back is the way one came",
  { tag: "@nojs" },
  async ({ ada }) => {
    const { page, sidebar } = ada;
    await page.setViewportSize(PHONE);
    const channel = await ada.createChannel();
    await ada.open("/channels");
    await expect(ada.composer).toBeHidden();
    await ada.channelLink(channel.name).click();
    await expect(ada.heading(channel.name)).toBeVisible();
    await expect(sidebar).toBeHidden();
    await expect(ada.composer).toBeInViewport();
    expect(await findSidewaysScrolling(page)).toEqual([]);

    await page.getByRole("link", { name: /member/ }).click();
    await expect(ada.panel("Members")).toBeVisible();
    await expect(ada.composer).toBeHidden();
    await page.getByRole("link", { name: "Close" }).click();
    await expect(ada.composer).toBeVisible();

    await page.getByRole("link", { name: "Show channels" }).click();
    await expect(sidebar).toBeVisible();
    await expect(ada.composer).toBeHidden();
  },
);

test("the list on a phone stays scrolled to where it was left", async ({ ada }) => {
  const { page, sidebar } = ada;
  await page.setViewportSize(PHONE);
  for (let index = 0; index < 20; index++) await ada.createChannel();
  const last = await ada.createChannel({ name: "zzz the last of them all" });
  await ada.open("/channels");
  await ada.channelLink(last.name).click();
  await expect(ada.heading(last.name)).toBeVisible();
  const depth = await page.evaluate(() => history.length);
  await page.getByRole("link", { name: "Show channels" }).click();
  await expect(sidebar).toBeVisible();
  await expect(ada.channelLink(last.name)).toBeInViewport();
  // It went back rather than on: another page would stand between here and where one came from.
  expect(await page.evaluate(() => history.length)).toBe(depth);
});

test("a tablet shows two panes, a desk three", { tag: "@nojs" }, async ({ ada }) => {
  const { page, sidebar } = ada;
  const channel = await ada.createChannel();
  await page.setViewportSize(TABLET);
  await ada.open(`/channels/${channel.id}/members`);
  await expect(sidebar).toBeVisible();
  await expect(ada.panel("Members")).toBeVisible();
  await expect(ada.composer).toBeHidden();
  await page.setViewportSize(DESK);
  await expect(sidebar).toBeVisible();
  await expect(ada.composer).toBeVisible();
  await expect(ada.panel("Members")).toBeVisible();
  expect(await findSidewaysScrolling(page)).toEqual([]);
});

test("a folded section stays folded, moves nothing, and still shows what is unread", async ({ ada, ben }) => {
  const { page, sidebar } = ada;
  const [quiet, busy] = [await ada.createChannel(), await ada.createChannel()];
  await ben.join(busy);
  await ada.open("/inbox");
  await sidebar.getByRole("heading", { name: "Channels" }).click();
  await expect(ada.channelLink(quiet.name)).toBeHidden();
  const readShifts = await watchShifts(page);
  await ada.reload();
  await expect(ada.channelLink(quiet.name)).toBeHidden();
  expect(await readShifts()).toEqual([]);
  await ben.write(busy, "Somebody there?");
  await expect(ada.channelLink(busy.name)).toBeVisible();
  await expect(ada.channelLink(quiet.name)).toBeHidden();
  await sidebar.getByRole("heading", { name: "Channels" }).click();
  await expect(ada.channelLink(quiet.name)).toBeVisible();
});

test("unread conversations come first for who wants that", { tag: "@nojs" }, async ({ ada, ben }) => {
  const { sidebar } = ada;
  const first = await ada.createChannel({ name: "aaa nothing new here" });
  const second = await ada.createChannel({ name: "bbb something new here" });
  await ben.join(second);
  await ben.write(second, "Somebody there?");
  await ada.open("/inbox");
  const names = () => sidebar.getByRole("link", { name: /here/ }).allTextContents();
  const isBefore = async (one: string, other: string) => {
    const texts = await names();
    return texts.findIndex((text) => text.includes(one)) < texts.findIndex((text) => text.includes(other));
  };
  await expect.poll(() => isBefore(first.name, second.name)).toBe(true);
  const toggle = sidebar.getByRole("button", { name: "Unread first" });
  await expect(toggle).toHaveAttribute("aria-pressed", "false");
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => isBefore(second.name, first.name)).toBe(true);
  await toggle.click();
  await expect.poll(() => isBefore(first.name, second.name)).toBe(true);
});

for (const size of [PHONE, DESK])
  test(`opening a conversation moves nothing (${size.width} px)`, async ({ ada, ben }) => {
    const { page } = ada;
    await page.setViewportSize(size);
    const channel = await ada.createChannel();
    await ben.join(channel);
    for (let index = 0; index < 12; index++) await ben.write(channel, `Bean number ${index} came up.`);
    const readShifts = await watchShifts(page);
    await ada.open(`/channels/${channel.id}`);
    await expect(ada.messages).toHaveCount(12);
    expect(await readShifts()).toEqual([]);
  });
