import sharp from "sharp";
import { expect, test, type Person } from "./fixtures.ts";
import { createWorkerProxy } from "./worker-proxy.ts";

const NEW_VERSION = "A new version is ready.";
const COPY = /^You are offline\. This is a copy from /;

/** What is kept on this device of what somebody has read: the paths. */
function listKept({ page }: Person): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("parley-copies-"));
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => new URL(url).pathname);
  });
}

/** Reads a conversation until it is there without a network as well. */
async function read(person: Person, { id }: { id: string }): Promise<void> {
  await person.open(`/channels/${id}`);
  await person.page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => listKept(person)).toContain(`/channels/${id}`);
}

async function goOffline(person: Person): Promise<void> {
  person.allowTrouble(/ERR_INTERNET_DISCONNECTED/);
  await person.context.setOffline(true);
}

test("what was read last is there without a network, and catches up with it", async ({ ada, ben }) => {
  const garden = await ada.createChannel();
  const attic = await ada.createChannel({ name: "attic" });
  await ben.join(garden);
  await ada.write(garden, "The bees are back.");
  await ada.write(attic, "Dust everywhere.");
  await read(ada, garden);
  // Gone to within the page, it has loaded no document of its own.
  await ada.channelLink(attic.name).click();
  await expect(ada.heading(attic.name)).toBeVisible();
  await expect.poll(() => listKept(ada)).toContain(`/channels/${attic.id}`);

  await goOffline(ada);
  await ada.page.goto(`/channels/${garden.id}`);
  await expect(ada.messageOf("The bees are back.")).toBeVisible();
  await expect(ada.page.getByRole("status").filter({ hasText: COPY })).toBeVisible();
  await ada.channelLink(attic.name).click();
  await expect(ada.messageOf("Dust everywhere.")).toBeVisible();
  await ada.page.goto("/search");
  await expect(ada.heading("You are offline")).toBeVisible();
  await ada.page.getByRole("link", { name: garden.name }).click();
  await expect(ada.messageOf("The bees are back.")).toBeVisible();

  await ben.write(garden, "And they are hungry.");
  await ada.context.setOffline(false);
  await expect(ada.messageOf("And they are hungry.")).toBeVisible();
  await expect(ada.page.getByText(COPY)).toHaveCount(0);
});

test("nothing is left on the device when a session ends, nor for who comes next", async ({ ada, ben }) => {
  const garden = await ada.createChannel({ kind: "private" });
  await ada.write(garden, "Only for us.");
  await read(ada, garden);
  await ada.page.getByRole("button", { name: "Log out" }).click();
  await expect(ada.heading("Log in")).toBeVisible();
  await expect.poll(() => listKept(ada)).toEqual([]);

  const toldBefore = ada.told.length;
  await ada.page.getByLabel("Email or username").fill(ben.account.username);
  await ada.page.getByLabel("Password", { exact: true }).fill(ben.account.password);
  await ada.page.getByRole("button", { name: "Log in" }).click();
  await expect(ada.sidebar).toBeVisible();
  await ada.becomesLive(toldBefore);
  await goOffline(ada);
  await ada.page.goto(`/channels/${garden.id}`);
  await expect(ada.heading("You are offline")).toBeVisible();
  await expect(ada.page.getByText(garden.name)).toHaveCount(0);
});

test("a new version takes over, and a server without a worker ends it", async ({ ada, baseURL }) => {
  const garden = await ada.createChannel();
  const proxy = await createWorkerProxy(baseURL!);
  ada.allowTrouble(/request to another site: http:\/\/127\.0\.0\.1:/);
  const isRegistered = () =>
    ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
  await ada.page.goto(`${proxy.url}/channels/${garden.id}`);
  await ada.page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => listKept(ada)).toContain(`/channels/${garden.id}`);
  await expect(ada.page.getByText(NEW_VERSION)).toHaveCount(0);

  proxy.renew();
  await ada.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(ada.page.getByRole("status").filter({ hasText: NEW_VERSION })).toBeVisible();
  await ada.page.getByRole("button", { name: "Reload" }).click();
  await expect(ada.page.getByText(NEW_VERSION)).toHaveCount(0);
  await expect(ada.heading(garden.name)).toBeVisible();
  expect(await isRegistered()).toBe(true);

  proxy.remove();
  // The page asks for it again, and is refused.
  ada.allowTrouble(/sw\.js/);
  await ada.page.reload();
  await expect.poll(isRegistered).toBe(false);
  await expect.poll(() => ada.page.evaluate(() => caches.keys())).toEqual([]);
  await expect(ada.heading(garden.name)).toBeVisible();
  proxy.close();
});

test("Parley can be installed", async ({ ada }) => {
  await ada.open("/");
  const link = ada.page.locator("link[rel=manifest]");
  await expect(link).toHaveAttribute("href", "/manifest.webmanifest");
  const answer = await ada.context.request.get("/manifest.webmanifest");
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = (await answer.json()) as {
    name: string;
    display: string;
    start_url: string;
    icons: { src: string; sizes: string; purpose?: string }[];
    shortcuts: { name: string; url: string }[];
  };
  expect(manifest).toMatchObject({ name: "Parley", display: "standalone", start_url: "/" });
  expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
  for (const { src, sizes } of [
    ...manifest.icons,
    { src: "/icons/apple-touch-icon.png", sizes: "180x180" },
  ]) {
    const image = await ada.context.request.get(src);
    expect(image.ok(), src).toBe(true);
    const { width, height } = await sharp(await image.body()).metadata();
    if (sizes !== "any") expect(`${width}x${height}`, src).toBe(sizes);
  }
  for (const { name, url } of manifest.shortcuts)
    expect((await ada.context.request.get(url)).ok(), name).toBe(true);
});
