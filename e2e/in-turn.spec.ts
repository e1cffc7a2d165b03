import { expect, test } from "./fixtures.ts";

declare global {
  interface Window {
    isSameDocument?: boolean;
  }
}

test("what has not had its turn to be taken over works for whoever touches it", async ({ ada }) => {
  const garden = await ada.createChannel();
  const attic = await ada.createChannel({ name: "attic" });
  await ada.write(garden, "The bees are back.");
  const { page } = ada;
  // The page itself is taken over in the first of such tasks; all others never come.
  await page.addInitScript(() => {
    let isFirst = true;
    window.MessageChannel = class {
      port1 = { onmessage: (): void => undefined, close: (): void => undefined };
      port2 = {
        postMessage: (): void => {
          if (isFirst) setTimeout(() => this.port1.onmessage());
          isFirst = false;
        },
      };
    } as unknown as typeof MessageChannel;
  });
  await page.goto(`/channels/${garden.id}`);
  const isHeard = (selector: string) =>
    page.evaluate((found) => "__a" in (document.querySelector(found) ?? {}), selector);
  // Where Preact keeps listeners: see hydrated.ts.
  await expect.poll(() => isHeard("main form")).toBe(true);
  expect(await isHeard("[role=log] article")).toBe(false);
  expect(await isHeard(`#sidebar a[href="/channels/${attic.id}"]`)).toBe(false);
  await expect(ada.messageOf("The bees are back.")).toBeVisible();

  await page.evaluate(() => (window.isSameDocument = true));
  await ada.channelLink(attic.name).click();
  await expect(ada.heading(attic.name)).toBeVisible();
  expect(await page.evaluate(() => window.isSameDocument)).toBe(true);
  expect(await isHeard(`#sidebar a[href="/channels/${garden.id}"]`)).toBe(true);
  await ada.say("Dust everywhere.");
  await expect(ada.messageOf("Dust everywhere.")).toBeVisible();
});
