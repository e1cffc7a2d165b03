// A sidebar that is longer than the screen.
import { expect, test } from "./fixtures.ts";

test("the open conversation is seen among many, and a step to one that is seen moves nothing", async ({
  ada,
}) => {
  const { page, sidebar } = ada;
  // Their names stand in the order of the sidebar.
  const ids: string[] = [];
  for (let number = 10; number < 60; number++) {
    const data = { name: `bed-${number}`, kind: "private" };
    ids.push((await ada.ask<{ id: string }>("/channels", { method: "POST", data })).id);
  }
  const last = ada.channelLink("bed-59");
  const search = sidebar.getByRole("link", { name: "Search" });

  await ada.open(`/channels/${ids[0]}`);
  await expect(ada.channelLink("bed-10")).toBeInViewport();
  await expect(search).toBeInViewport();
  await expect(last).not.toBeInViewport();

  await ada.open(`/channels/${ids.at(-1)}`);
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(search).not.toBeInViewport();

  const before = await last.boundingBox();
  await ada.channelLink("bed-56").click();
  await expect(ada.heading("bed-56")).toBeVisible();
  expect(await last.boundingBox()).toEqual(before);

  // By keys to one that is not seen.
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("bed-10");
  await page.keyboard.press("Enter");
  await expect(ada.heading("bed-10")).toBeVisible();
  await expect(ada.channelLink("bed-10")).toBeInViewport({ ratio: 1 });
});
