import { expect, test, type Person } from "./fixtures.ts";
import { makeUnique } from "./unique.ts";

test(
  "two people sign up, meet in a channel and in private, and find everything again",
  { tag: "@nojs" },
  async ({ meet, javaScriptEnabled }) => {
    const ada = await meet("ada");
    const ben = await meet("ben");
    await Promise.all([signUpByHand(ada), signUpByHand(ben)]);
    const name = makeUnique("garden");

    await test.step("Ada creates a public channel", async () => {
      await ada.sidebar.getByRole("link", { name: "New channel" }).click();
      await ada.page.getByLabel("Name", { exact: true }).fill(name);
      await ada.page.getByLabel("Topic").fill("Beds and bees");
      await ada.page.getByRole("radio", { name: "Public" }).check();
      await ada.page.getByRole("button", { name: "Create channel" }).click();
      await expect(ada.heading(name)).toBeVisible();
      await expect(ada.channelLink(name)).toBeVisible();
    });

    await test.step("Ben finds it and joins", async () => {
      await ben.sidebar.getByRole("link", { name: "Browse channels" }).click();
      await ben.page.getByRole("searchbox", { name: "Find a channel" }).fill(name);
      await ben.page.getByRole("button", { name: "Find", exact: true }).click();
      await ben.page
        .getByRole("listitem")
        .filter({ hasText: name })
        .getByRole("button", { name: "Join" })
        .click();
      await expect(ben.heading(name)).toBeVisible();
      await expect(ben.channelLink(name)).toBeVisible();
    });

    await test.step("they write, and each sees the other at once", async () => {
      const loads = ada.loads + ben.loads;
      await ada.say("The beans are up.");
      await ben.lookAgain();
      await expect(ben.messages).toHaveCount(1);
      await expect(ben.messages.last()).toContainText("The beans are up.");
      await expect(ben.messages.last()).toContainText(ada.account.displayName);
      await ben.say("So are the slugs.");
      await ada.lookAgain();
      await expect(ada.messages).toHaveCount(2);
      await expect(ada.messages.last()).toContainText("So are the slugs.");
      await expect(ada.messages.last()).toContainText(ben.account.displayName);
      await expect(ada.messages.last().getByRole("time")).toBeVisible();
      if (javaScriptEnabled) expect(ada.loads + ben.loads).toBe(loads);
    });

    await test.step("Ben writes to Ada alone", async () => {
      await ben.sidebar.getByRole("link", { name: "New message" }).click();
      await ben.page.getByRole("searchbox", { name: "Find people" }).fill(ada.account.username);
      await ben.page.getByRole("button", { name: "Find", exact: true }).click();
      await ben.page.getByRole("checkbox", { name: ada.account.username }).check();
      await ben.page.getByRole("button", { name: "Start conversation" }).click();
      await expect(ben.heading(ada.account.displayName)).toBeVisible();
      await ada.lookAgain();
      await expect(ada.channelLink(ben.account.displayName)).toBeVisible();
      await ben.say("Shall we plant figs?");
      await expect(ben.messages.last()).toContainText("Shall we plant figs?");
      await ada.lookAgain();
      await ada.channelLink(ben.account.displayName).click();
      await expect(ada.heading(ben.account.displayName)).toBeVisible();
      await expect(ada.messages.last()).toContainText("Shall we plant figs?");
    });

    await test.step("Ada logs out, cannot get in, logs in, and everything is there", async () => {
      await ada.sidebar.getByRole("button", { name: "Log out" }).click();
      await expect(ada.page).toHaveURL("/login");
      await ada.page.goto("/channels/browse");
      await expect(ada.page).toHaveURL("/login?next=%2Fchannels%2Fbrowse");
      await ada.page.getByLabel("Email or username").fill(ada.account.email);
      await ada.page.getByLabel("Password", { exact: true }).fill(ada.account.password);
      await ada.page.getByRole("checkbox", { name: "Remember me" }).check();
      await ada.page.getByRole("button", { name: "Log in" }).click();
      await expect(ada.heading("Browse channels")).toBeVisible();
      await ada.channelLink(name).click();
      await expect(ada.messages).toContainText(["The beans are up.", "So are the slugs."]);
      await ada.channelLink(ben.account.displayName).click();
      await expect(ada.messages).toContainText(["Shall we plant figs?"]);
    });
  },
);

test(
  "an outsider sees nothing of a private channel",
  { tag: "@nojs" },
  async ({ ada, ben, olga, javaScriptEnabled }) => {
    const secret = await ada.createChannel({ name: "secret", kind: "private" });
    const open = await ada.createChannel({ name: "open" });
    await olga.join(open);
    await olga.open(`/channels/${open.id}`);
    await ada.open(`/channels/${secret.id}`);
    await ada.say("Nobody may know of the figs.");
    await expect(ada.messages).toHaveCount(1);

    await test.step("Olga is connected: what is public reaches her", async () => {
      await ada.open(`/channels/${open.id}`);
      await ada.say("Everybody may know of the beans.");
      await olga.lookAgain();
      await expect(olga.messages).toHaveCount(1);
      await expect(olga.messages).toContainText("Everybody may know of the beans.");
    });

    await test.step("nothing in the sidebar, in Browse channels or in what the server told", async () => {
      await expect(olga.channelLink(open.name)).toBeVisible();
      await expect(olga.channelLink(secret.name)).toHaveCount(0);
      if (javaScriptEnabled) expect(olga.told.join("\n")).toContain("Everybody may know of the beans.");
      expect(olga.told.join("\n")).not.toContain("figs");
      expect(olga.told.join("\n")).not.toContain(secret.id);
      await olga.open("/channels/browse?query=open");
      await expect(olga.page.getByRole("main").getByText(open.name)).toBeVisible();
      await olga.open("/channels/browse?query=secret");
      await expect(olga.page.getByRole("main").getByText(secret.name)).toHaveCount(0);
    });

    await test.step("its address is like one that never was, also to write or join by", async () => {
      olga.allowTrouble(/status of 404/);
      ben.allowTrouble(/status of 404/);
      for (const person of [olga, ben]) {
        const response = await person.page.goto(`/channels/${secret.id}`);
        expect(response?.status()).toBe(404);
        await expect(person.heading("Nothing here")).toBeVisible();
        expect(await person.page.content()).not.toContain(secret.name);
        const forms: Record<string, string>[] = [
          { intent: "join" },
          { intent: "send", body: "Hello", clientId: crypto.randomUUID() },
        ];
        for (const form of forms) {
          const answer = await person.context.request.post(`/channels/${secret.id}`, {
            form,
            maxRedirects: 0,
          });
          expect(answer.status()).toBe(404);
          expect(await answer.text()).not.toContain(secret.name);
        }
      }
      const never = await olga.page.goto(`/channels/${secret.id.replace(/.{4}$/, "0000")}`);
      expect(never?.status()).toBe(404);
    });
  },
);

test(
  "three people talk in one direct conversation, and the same people find it again",
  { tag: "@nojs" },
  async ({ ada, ben, cleo }) => {
    await test.step("Ada picks both, looking for one after the other", async () => {
      await ada.open(`/messages/new?query=${ben.account.username}`);
      const picked = ada.page.getByRole("checkbox", { name: ben.account.username });
      await picked.check();
      await ada.page.getByRole("searchbox", { name: "Find people" }).fill(cleo.account.username);
      await ada.page.getByRole("button", { name: "Find" }).click();
      await expect(ada.page.getByRole("checkbox", { name: cleo.account.username })).toBeVisible();
      await expect(picked).toBeChecked();
      await ada.page.getByRole("checkbox", { name: cleo.account.username }).check();
      await ada.page.getByRole("button", { name: "Start conversation" }).click();
      await expect(ada.heading(/^Ben Okri, Cleo Birch$|^Cleo Birch, Ben Okri$/)).toBeVisible();
    });
    await ada.say("Who waters the beans?");
    await expect(ada.messages).toHaveCount(1);
    await cleo.open("/channels/browse");
    await cleo.channelLink(ben.account.displayName).click();
    await expect(cleo.messages).toContainText(["Who waters the beans?"]);
    await cleo.say("I do.");
    await expect(cleo.messages).toHaveCount(2);
    await ben.open("/channels/browse");
    await expect(ben.channelLink(ada.account.displayName)).toHaveAccessibleName(/2 unread messages$/);
    await ben.open(new URL(cleo.page.url()).pathname);
    await expect(ben.messages).toContainText(["Who waters the beans?", "I do."]);
  },
);

async function signUpByHand(person: Person): Promise<void> {
  const { page, account } = person;
  await page.goto("/");
  await page.getByRole("link", { name: "Create your account" }).click();
  await expect(person.heading("Create your account")).toBeVisible();
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Display name").fill(account.displayName);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(person.heading("Welcome to Parley")).toBeVisible();
}
