import { expect, test } from "./fixtures.ts";
import { makeUnique } from "./unique.ts";

// What only forms and links do. The main job is walked without JavaScript, too: see main-job.spec.ts.
test.describe("by forms and links alone", { tag: "@nojs-only" }, () => {
  test("signing up says what is wrong beside each field and keeps what was typed", async ({ meet }) => {
    const ada = await meet("ada");
    ada.allowTrouble(/status of 422/);
    const { page, account } = ada;
    const email = page.getByLabel("Email");
    const username = page.getByLabel("Username");
    const displayName = page.getByLabel("Display name");
    const password = page.getByLabel("Password", { exact: true });

    await page.goto("/signup");
    await page.getByRole("button", { name: "Create account" }).click();
    for (const field of [email, username, password]) {
      await expect(field).toHaveAccessibleDescription("This is needed.");
      await expect(field).toHaveAttribute("aria-invalid", "true");
    }

    await email.fill("ada at example.org");
    await username.fill("a b c");
    await displayName.fill(account.displayName);
    await password.fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(email).toHaveAccessibleDescription("Write an email address, like name@example.org.");
    await expect(email).toHaveValue("ada at example.org");
    await expect(username).toHaveAccessibleDescription("Use letters, digits and _ . - only.");
    await expect(username).toHaveValue("a b c");
    await expect(displayName).toHaveValue(account.displayName);
    await expect(password).toHaveAccessibleDescription("Use at least 10 characters.");
    await expect(password).toHaveValue("");

    await email.fill(account.email);
    await username.fill(account.username);
    await password.fill(account.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(ada.heading("Welcome to Parley")).toBeVisible();
  });

  test("a name that is taken is said beside its field", async ({ ada, meet }) => {
    const ben = await meet("ben");
    const { page } = ben;
    ben.allowTrouble(/status of (409|422)/);
    await page.goto("/signup");
    await page.getByLabel("Email").fill(ben.account.email);
    await page.getByLabel("Username").fill(ada.account.username.toUpperCase());
    await page.getByLabel("Password", { exact: true }).fill(ben.account.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByLabel("Username")).toHaveAccessibleDescription(/taken|already/);
    await expect(page.getByLabel("Email")).toHaveValue(ben.account.email);
  });

  test("a wrong password gets one answer, and what was typed stays", async ({ ada }) => {
    await ada.open("/");
    await ada.sidebar.getByRole("button", { name: "Log out" }).click();
    ada.allowTrouble(/status of (401|422)/);
    const answers: string[] = [];
    for (const login of [ada.account.username, makeUnique("nobody")]) {
      await ada.page.getByLabel("Email or username").fill(login);
      await ada.page.getByLabel("Password", { exact: true }).fill("not the right one");
      await ada.page.getByRole("button", { name: "Log in" }).click();
      await expect(ada.page.getByRole("alert")).toBeVisible();
      await expect(ada.page.getByLabel("Email or username")).toHaveValue(login);
      answers.push(await ada.page.getByRole("alert").innerText());
    }
    expect(answers[1]).toBe(answers[0]);
  });

  test("a channel that cannot be made keeps what was typed and chosen", async ({ ada }) => {
    ada.allowTrouble(/status of (409|422)/);
    const { page } = ada;
    const taken = await ada.createChannel();
    const name = page.getByLabel("Name", { exact: true });
    await ada.open("/channels/new");
    await page.getByLabel("Topic").fill("Beds and bees");
    await page.getByRole("radio", { name: "Private" }).check();
    await page.getByRole("button", { name: "Create channel" }).click();
    await expect(name).toHaveAccessibleDescription("This is needed.");
    await expect(page.getByLabel("Topic")).toHaveValue("Beds and bees");
    await expect(page.getByRole("radio", { name: "Private" })).toBeChecked();

    await name.fill(taken.name);
    await page.getByRole("radio", { name: "Public" }).check();
    await page.getByRole("button", { name: "Create channel" }).click();
    await expect(name).toHaveAccessibleDescription(/already|taken/);
    await expect(name).toHaveValue(taken.name);
  });

  test("a message that is too long comes back with a note, not sent and not lost", async ({ ada }) => {
    ada.allowTrouble(/status of 422/);
    const channel = await ada.createChannel();
    const body = `${"beans ".repeat(1400)}end`;
    await ada.open(`/channels/${channel.id}`);
    await ada.say(body);
    await expect(ada.composer).toHaveAccessibleDescription(/at most 8,000 characters/);
    await expect(ada.composer).toHaveValue(body);
    await expect(ada.messages).toHaveCount(0);
    await ada.say("Shorter now.");
    await expect(ada.messages).toContainText(["Shorter now."]);
    await expect(ada.composer).toHaveValue("");
  });

  test("an empty message is refused beside the composer", async ({ ada }) => {
    ada.allowTrouble(/status of 422/);
    const channel = await ada.createChannel();
    await ada.open(`/channels/${channel.id}`);
    await ada.say(" \n ");
    await expect(ada.composer).toHaveAccessibleDescription("This is needed.");
    await expect(ada.messages).toHaveCount(0);
  });

  test("one form sent twice is one message", async ({ ada }) => {
    const channel = await ada.createChannel();
    await ada.open(`/channels/${channel.id}`);
    const clientId = await ada.page.locator("input[name=clientId]").inputValue();
    await ada.composer.fill("Only once.");
    await ada.sendButton.dblclick();
    await expect(ada.messages).toContainText(["Only once."]);
    const form = { intent: "send", clientId, body: "Only once." };
    const repeated = await ada.context.request.post(`/channels/${channel.id}`, { form });
    expect(repeated.status()).toBe(200);
    await ada.say("Something else.");
    await expect(ada.messages).toContainText(["Only once.", "Something else."]);
    await expect(ada.messages).toHaveCount(2);
  });

  test("older messages are read by links, and the way back", async ({ ada }) => {
    const channel = await ada.createChannel();
    await ada.write(channel, ...Array.from({ length: 120 }, (_, index) => `Note ${index + 1}.`));
    await ada.open(`/channels/${channel.id}`);
    const link = (name: string) => ada.page.getByRole("link", { name });
    const expectNotes = async (first: number, last: number) => {
      await expect(ada.messages).toHaveCount(last - first + 1);
      await expect(ada.messages.first()).toContainText(`Note ${first}.`);
      await expect(ada.messages.last()).toContainText(`Note ${last}.`);
    };

    await expectNotes(71, 120);
    await expect(link("Newer messages")).toHaveCount(0);
    await link("Older messages").click();
    await expectNotes(21, 70);
    await link("Older messages").click();
    await expectNotes(1, 20);
    await expect(link("Older messages")).toHaveCount(0);
    await link("Newer messages").click();
    await expectNotes(21, 70);
    await link("Newer messages").click();
    await expectNotes(71, 120);
    await expect(link("Newer messages")).toHaveCount(0);
    await link("Older messages").click();
    await link("Jump to newest").click();
    await expectNotes(71, 120);
  });

  test("writing while reading older messages shows what was written", async ({ ada }) => {
    const channel = await ada.createChannel();
    await ada.write(channel, ...Array.from({ length: 60 }, (_, index) => `Note ${index + 1}.`));
    await ada.open(`/channels/${channel.id}?before=11`);
    await expect(ada.messages).toHaveCount(10);
    await ada.say("Back to the present.");
    await expect(ada.messages.last()).toContainText("Back to the present.");
  });

  test("the unread number stands in the sidebar until the channel is opened", async ({ ada, ben }) => {
    const channel = await ada.createChannel();
    await ben.join(channel);
    await ben.open(`/channels/${channel.id}`);
    await ada.write(channel, "One.", "Two.");
    await ben.open("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/2 unread messages$/);
    await ben.channelLink(channel.name).click();
    await expect(ben.messages).toContainText(["One.", "Two."]);
    await ben.open("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  });

  test("leaving a channel ends at Browse channels, and its page offers to join again", async ({
    ada,
    ben,
  }) => {
    const channel = await ada.createChannel();
    await ada.write(channel, "Only for members.");
    await ben.join(channel);
    await ben.open(`/channels/${channel.id}/about`);
    await ben.page.getByRole("button", { name: "Leave channel" }).click();
    await ben.page.getByRole("dialog").getByRole("button", { name: "Leave channel" }).click();
    await expect(ben.page).toHaveURL("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveCount(0);
    await ben.open(`/channels/${channel.id}`);
    await expect(ben.composer).toHaveCount(0);
    await expect(ben.page.getByText("Only for members.")).toHaveCount(0);
    await ben.page.getByRole("button", { name: "Join" }).click();
    await expect(ben.messages).toContainText(["Only for members."]);
  });

  test("logging out forgets the session on the server as well", async ({ ada }) => {
    await ada.open("/");
    const cookies = await ada.context.cookies();
    await ada.sidebar.getByRole("button", { name: "Log out" }).click();
    await expect(ada.page).toHaveURL("/login");
    await ada.context.addCookies(cookies);
    await ada.page.goto("/channels/browse");
    await expect(ada.page).toHaveURL(/\/login/);
  });
});
