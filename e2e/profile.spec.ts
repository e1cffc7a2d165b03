import AxeBuilder from "@axe-core/playwright";
import type { Locator } from "@playwright/test";
import { makeDrawing, makeImage } from "#tests/images.ts";
import { expect, test, type Person } from "./fixtures.ts";
import { findSidewaysScrolling } from "./sideways.ts";

async function chooseFile(person: Person, buffer: Buffer, name = "face.png"): Promise<void> {
  await person.page
    .getByLabel("Picture", { exact: true })
    .setInputFiles({ name, mimeType: "image/png", buffer });
}

async function save({ page }: Person): Promise<void> {
  await page.getByRole("button", { name: "Save" }).click();
}

/** Waits until the picture is drawn: its pixels are there, and it has a size on the page. */
async function expectPicture(within: Locator): Promise<void> {
  const image = within.locator("img[src^='/avatars/']");
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(128);
  await expect.poll(async () => (await image.boundingBox())?.width ?? 0).toBeGreaterThan(20);
}

test(
  "a profile is filled in and pictured, and others see it at once",
  { tag: "@nojs" },
  async ({ ada, ben, javaScriptEnabled }) => {
    const channel = await ada.createChannel();
    await ben.join(channel);
    await ada.write(channel, "Who am I?");
    await ben.open(`/channels/${channel.id}`);
    const loads = ben.loads;

    await ada.open("/settings/profile");
    const { page } = ada;
    await page.getByLabel("Display name").fill("Ada of the Figs");
    await page.getByLabel("Pronouns").fill("she/her");
    await page.getByLabel("About you").fill("Counts.\nDreams.");
    await page.getByLabel("Status", { exact: true }).fill("Gardening");
    await page.getByLabel("Emoji", { exact: true }).fill("🌱");
    await page.getByLabel("Clear after").selectOption("This week");
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await chooseFile(ada, await makeImage.png());
    await save(ada);
    await expect(page.getByRole("status")).toContainText("Saved.");
    await expectPicture(page.getByRole("main"));
    await expectPicture(ada.sidebar);

    await test.step("the form shows what was saved", async () => {
      await ada.reload();
      await expect(page.getByLabel("Pronouns")).toHaveValue("she/her");
      await expect(page.getByLabel("About you")).toHaveValue("Counts.\nDreams.");
      await expect(page.getByLabel("Emoji", { exact: true })).toHaveValue("🌱");
      await expect(page.getByLabel("Clear after")).toHaveValue("at");
      await expect(page.getByLabel("Clear at")).toHaveValue(/^\d{4}-\d\d-\d\dT00:00$/);
      await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
    });

    await test.step("so does the open page of somebody else", async () => {
      await ben.lookAgain();
      await expect(ben.messages).toContainText(["Ada of the Figs"]);
      await expect(ben.messages.first().getByTitle("Gardening")).toHaveText("🌱");
      await expectPicture(ben.messages.first());
      if (javaScriptEnabled) expect(ben.loads).toBe(loads);
    });

    await test.step("until the picture is removed", async () => {
      await page.getByRole("checkbox", { name: "Remove the picture" }).check();
      await save(ada);
      await expect(page.getByRole("status")).toContainText("Saved.");
      await expect(page.locator("img[src^='/avatars/']")).toHaveCount(0);
      await ben.lookAgain();
      await expect(ben.messages.first().locator("img")).toHaveCount(0);
    });
  },
);

test(
  "a file that is no picture is refused beside its field, and what was typed stays",
  { tag: "@nojs" },
  async ({ ada }) => {
    ada.allowTrouble(/status of (413|422)/);
    const { page } = ada;
    const picture = page.getByLabel("Picture", { exact: true });
    await ada.open("/settings/profile");
    const refused: [Buffer, RegExp][] = [
      [makeDrawing(), /not a JPEG, PNG, WebP, GIF or AVIF image/],
      [Buffer.alloc(6 * 1024 * 1024), /at most 5 MB/],
    ];
    for (const [file, reason] of refused) {
      await page.getByLabel("Display name").fill("Ada Typed");
      await page.getByLabel("About you").fill("Typed as well.");
      await chooseFile(ada, file);
      await save(ada);
      await expect(picture).toHaveAccessibleDescription(reason);
      await expect(page.getByLabel("Display name")).toHaveValue("Ada Typed");
      await expect(page.getByLabel("About you")).toHaveValue("Typed as well.");
    }
    await chooseFile(ada, await makeImage.jpeg(), "face.jpg");
    await save(ada);
    await expect(page.getByRole("status")).toContainText("Saved.");
    await expectPicture(ada.sidebar);
  },
);

test("initials stand in for a picture that cannot be loaded", { tag: "@nojs" }, async ({ ada }) => {
  ada.allowTrouble(/ERR_FAILED/);
  await ada.open("/settings/profile");
  await chooseFile(ada, await makeImage.png());
  await save(ada);
  await expectPicture(ada.sidebar);
  await ada.page.route("**/avatars/**", (route) => route.abort());
  await ada.reload();
  const avatar = ada.sidebar.locator(".avatar").last();
  await expect(avatar.getByText("A", { exact: true })).toBeVisible();
  const image = avatar.locator("img");
  await expect(image).toHaveAttribute("src", /^\/avatars\//);
  // Nothing of it covers the initial: without it, the same is on the screen.
  const withImage = await avatar.screenshot();
  await image.evaluate((element) => element.remove());
  expect(withImage.equals(await avatar.screenshot())).toBe(true);
});

test("the profile with a picture and an error is easy to read and to use", async ({ ada }) => {
  const { page } = ada;
  await ada.open("/settings/profile");
  await chooseFile(ada, await makeImage.png());
  await save(ada);
  await expectPicture(page.getByRole("main"));
  await page.getByLabel("Emoji", { exact: true }).fill("two");
  await save(ada);
  await expect(page.getByLabel("Emoji", { exact: true })).toHaveAccessibleDescription("Use a single emoji.");
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await findSidewaysScrolling(page)).toEqual([]);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});
