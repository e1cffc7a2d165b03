import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import { expectHydrated } from "./hydrated.ts";
import { inspect, SIZES } from "./inspect.ts";
import { findSidewaysScrolling } from "./sideways.ts";

async function expectVisible(...locators: Locator[]): Promise<void> {
  for (const locator of locators) await expect(locator).toBeVisible();
}

/** The sidebar of every page for people who are signed in; on a narrow screen it has to be opened. */
async function expectSidebar({ page, sidebar }: Person): Promise<void> {
  const contents = [
    ...["New channel", "Browse channels", "New message", "Search", "Settings"].map((name) =>
      sidebar.getByRole("link", { name, exact: true }),
    ),
    sidebar.getByRole("button", { name: "Log out" }),
  ];
  await page.setViewportSize(SIZES[1]!);
  await expectVisible(...contents);
  await page.setViewportSize(SIZES[0]!);
  await expect(sidebar).toBeHidden();
  await page.getByRole("link", { name: "Show channels" }).click();
  await expectVisible(...contents);
  expect(await findSidewaysScrolling(page)).toEqual([]);
  await page.goBack();
  await expect(sidebar).toBeHidden();
}

test("/signup", async ({ meet }) => {
  const { page } = await meet("ada");
  await page.goto("/signup");
  await expectHydrated(page);
  await expectVisible(
    page.getByRole("heading", { name: "Create your account", level: 1 }),
    ...["Email", "Username", "Display name", "Password"].map((name) =>
      page.getByLabel(name, { exact: true }),
    ),
    page.getByRole("button", { name: "Create account" }),
    page.getByRole("link", { name: "Log in" }),
  );
  await inspect(page);
});

test("/signup with errors", async ({ meet }) => {
  const ada = await meet("ada");
  ada.allowTrouble(/status of 422/);
  await ada.page.goto("/signup");
  await expectHydrated(ada.page);
  await ada.page.getByRole("button", { name: "Create account" }).click();
  await expect(ada.page.getByLabel("Email")).toHaveAccessibleDescription("This is needed.");
  await inspect(ada.page);
});

test("/login", async ({ meet }) => {
  const { page } = await meet("ada");
  await page.goto("/login");
  await expectHydrated(page);
  await expectVisible(
    page.getByRole("heading", { name: "Log in", level: 1 }),
    page.getByLabel("Email or username"),
    page.getByLabel("Password", { exact: true }),
    page.getByRole("checkbox", { name: "Remember me" }),
    page.getByRole("button", { name: "Log in" }),
    page.getByRole("link", { name: "Create your account" }),
  );
  await inspect(page);
});

test("/", async ({ ada }) => {
  await ada.open("/");
  const main = ada.page.getByRole("main");
  await expectVisible(
    ada.heading("Welcome to Parley"),
    ...["Browse channels", "New channel", "New message"].map((name) => main.getByRole("link", { name })),
  );
  await expectSidebar(ada);
  await inspect(ada.page);
});

test("/ leads to the last visited channel", async ({ ada }) => {
  const first = await ada.createChannel({ name: "beans" });
  const last = await ada.createChannel({ name: "figs" });
  await ada.open(`/channels/${first.id}`);
  await ada.channelLink(last.name).click();
  await expect(ada.heading(last.name)).toBeVisible();
  await ada.open("/");
  await expect(ada.page).toHaveURL(`/channels/${last.id}`);
});

test("/channels/new", async ({ ada }) => {
  await ada.open("/channels/new");
  await expectVisible(
    ada.heading("New channel"),
    ada.page.getByLabel("Name", { exact: true }),
    ada.page.getByLabel("Topic", { exact: true }),
    ada.page.getByRole("radio", { name: "Public", exact: true }),
    ada.page.getByRole("radio", { name: "Private", exact: true }),
    ada.page.getByRole("button", { name: "Create channel" }),
  );
  await expectSidebar(ada);
  await inspect(ada.page);
});

test("/channels/browse", async ({ ada, ben }) => {
  const channel = await ada.createChannel({
    name: "garden",
    topic: "Beds, bees and what grows between them",
  });
  const own = await ben.createChannel({ name: "shed" });
  await ben.open(`/channels/browse?query=${channel.name}`);
  const entry = ben.page.getByRole("main").getByRole("listitem").filter({ hasText: channel.name });
  await expectVisible(
    ben.heading("Browse channels"),
    ben.page.getByRole("searchbox", { name: "Find a channel" }),
    entry.getByRole("button", { name: "Join" }),
    entry.getByText("1 member"),
    entry.getByText("Beds, bees and what grows between them"),
  );
  await expectSidebar(ben);
  await inspect(ben.page);
  await ben.open(`/channels/browse?query=${own.name}`);
  await expect(ben.page.getByRole("main").getByRole("button", { name: "Join" })).toHaveCount(0);
  await ben.open("/channels/browse?query=nothing-has-this-name");
  await expect(ben.page.getByRole("main")).toContainText("No public channel matches this.");
  await inspect(ben.page);
});

test("/channels/:id", async ({ ada, ben }) => {
  const channel = await ada.createChannel({ topic: "Beds and bees" });
  await ada.write(channel, ...Array.from({ length: 60 }, (_, index) => `Note ${index + 1}.`));
  await ben.join(channel);
  await ben.write(channel, "And one of Ben's,\nin two lines.");
  await ada.open(`/channels/${channel.id}`);
  await expectVisible(
    ada.heading(channel.name),
    ada.page.getByRole("log", { name: "Messages" }),
    ada.composer,
    ada.sendButton,
  );
  await expect(ada.page.getByRole("link", { name: "Older messages" })).toBeAttached();
  // A page is 50 messages; that Ben joined is one of them, and no article.
  await expect(ada.messages).toHaveCount(49);
  await expect(ada.messages.last()).toContainText(ben.account.displayName);
  await expect(ada.messages.last()).toContainText("And one of Ben's,");
  await expect(ada.messages.last().getByRole("time")).toHaveAttribute("datetime", /^\d{4}-.*T.*Z$/);
  for (const message of await ada.messages.all()) await expect(message.locator("time")).toHaveCount(1);
  await expectSidebar(ada);
  await inspect(ada.page);
});

test("/channels/:id that has no message yet, and before joining", async ({ ada, ben }) => {
  const channel = await ada.createChannel();
  await ada.open(`/channels/${channel.id}`);
  await expect(ada.page.getByRole("main")).toContainText("Nothing here yet. Write the first message.");
  await inspect(ada.page);
  await ben.open(`/channels/${channel.id}`);
  await expectVisible(ben.heading(channel.name), ben.page.getByRole("button", { name: "Join" }));
  await expect(ben.composer).toHaveCount(0);
  await inspect(ben.page);
});

test("/messages/new", async ({ ada, ben }) => {
  await ada.open(`/messages/new?query=${ben.account.username}`);
  await expectVisible(
    ada.heading("New message"),
    ada.page.getByRole("searchbox", { name: "Find people" }),
    ada.page.getByRole("group", { name: "Who do you want to write to?" }),
    ada.page.getByRole("checkbox", { name: ben.account.username }),
    ada.page.getByRole("button", { name: "Start conversation" }),
  );
  await expectSidebar(ada);
  await inspect(ada.page);
});

test("/messages/new without anybody picked says so", async ({ ada, ben }) => {
  ada.allowTrouble(/status of 422/);
  await ada.open(`/messages/new?query=${ben.account.username}`);
  await ada.page.getByRole("button", { name: "Start conversation" }).click();
  await expect(
    ada.page.getByRole("group", { name: "Who do you want to write to?" }),
  ).toHaveAccessibleDescription(/^(?!Up to)/);
  await inspect(ada.page);
});

test("/search", async ({ ada, ben }) => {
  const channel = await ada.createChannel({ kind: "private" });
  await ada.write(channel, "The rhubarb is ripe.");
  await ada.open("/search");
  await expectVisible(
    ada.heading("Search"),
    ada.page.getByRole("searchbox", { name: "Search messages" }),
    ada.page.getByRole("button", { name: "Search" }),
  );
  await expectSidebar(ada);
  for (const [person, count] of [
    [ada, 1],
    [ben, 0],
  ] as const) {
    await person.open("/search");
    await person.page.getByRole("searchbox", { name: "Search messages" }).fill("rhubarb ripe");
    await person.page.getByRole("button", { name: "Search" }).click();
    await expect(person.page).toHaveURL(/q=rhubarb/);
    const hit = person.page.getByRole("main").getByRole("link", { name: "The rhubarb is ripe." });
    await expect(hit).toHaveCount(count);
    if (count === 0) await expect(person.page.getByRole("main")).toContainText("No message has these words.");
    await inspect(person.page);
  }
});

test("/settings/profile", async ({ ada }) => {
  await ada.open("/settings");
  await expect(ada.page).toHaveURL("/settings/profile");
  await expect(ada.heading("Profile")).toBeVisible();
  await ada.page.getByLabel("Display name").fill("Ada of the Beans");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expect(ada.page.getByRole("status")).toContainText("Saved.");
  await ada.reload();
  await expect(ada.page.getByLabel("Display name")).toHaveValue("Ada of the Beans");
  await expect(ada.page.getByText("Ada of the Beans", { exact: true })).toBeVisible();
  await expectSidebar(ada);
  await inspect(ada.page);
});

test("scripts come compressed, with the headers of pages, and may be kept for ever", async ({ page }) => {
  const scripts = page.waitForResponse((response) => response.url().includes("/assets/frame-"));
  await page.goto("/login");
  const headers = await (await scripts).allHeaders();
  expect(headers).toMatchObject({
    "content-encoding": expect.stringMatching(/gzip|br/),
    "x-content-type-options": "nosniff",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect((await page.request.get("/assets/no-such-script.js")).status()).toBe(404);
});

test("an unknown page is 404 and offers a way back", { tag: "@nojs" }, async ({ ada, javaScriptEnabled }) => {
  ada.allowTrouble(/status of 404/);
  for (const path of ["/no-such-page", "/channels/no-such-channel", "/admin"]) {
    const response = await ada.page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(ada.heading("Nothing here")).toBeVisible();
    await expect(ada.page).toHaveTitle("Nothing here · Parley");
    for (const way of ["Search", "Browse channels"])
      await expect(ada.page.getByRole("main").getByRole("link", { name: way })).toBeVisible();
  }
  if (javaScriptEnabled) await inspect(ada.page);
  await ada.page.getByRole("link", { name: "Back to your conversations" }).click();
  await expect(ada.heading("Welcome to Parley")).toBeVisible();
});

test(
  "who is not signed in is asked to log in, and gets where they wanted to go",
  { tag: "@nojs" },
  async ({ ada, page }) => {
    const channel = await ada.createChannel();
    await page.goto(`/channels/${channel.id}`);
    await expect(page.getByRole("heading", { name: "Log in", level: 1 })).toBeVisible();
    expect(await page.content()).not.toContain(channel.name);
    await page.getByLabel("Email or username").fill(ada.account.username);
    await page.getByLabel("Password", { exact: true }).fill(ada.account.password);
    await page.getByRole("button", { name: "Log in" }).click();
    await expect(page.getByRole("heading", { name: channel.name, level: 1 })).toBeVisible();
  },
);
