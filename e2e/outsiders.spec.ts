// Whatever happens in a private conversation, nobody outside hears or finds any of it.
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

/** Says something where Olga is: when it reaches her, what was told before it would have reached her, too. */
async function expectUnheard(olga: Person, host: Person, open: Channel, secrets: string[]): Promise<void> {
  await host.write(open, "Everybody may know of the beans.");
  await expect(olga.messages).toContainText(["Everybody may know of the beans."]);
  const told = olga.told.join("\n");
  expect(told).toContain("Everybody may know of the beans.");
  for (const secret of secrets) expect(told).not.toContain(secret);
}

test("all that is done in a private channel reaches its members, and no outsider", async ({
  ada,
  ben,
  olga,
}) => {
  test.slow();
  const open = await ada.createChannel({ name: "open" });
  await ada.write(open, "Welcome.");
  await olga.join(open);
  await olga.open(`/channels/${open.id}`);
  const secret = await ada.createChannel({ name: "secret", kind: "private", topic: "Hush hush" });
  await ada.add(secret, ben);
  await Promise.all([ada.open(`/channels/${secret.id}`), ben.open(`/channels/${secret.id}`)]);

  await test.step("typing and sending, with everybody and Olga named", async () => {
    await ada.composer.pressSequentially("Figs");
    await expect(ben.page.getByText(`${ada.account.displayName} is typing`)).toBeVisible();
    await ada.say(`Figs for @channel, @${ben.account.username} and @${olga.account.username}`);
    await expect(ben.messageOf("Figs for")).toBeVisible();
    await ada.say("Kept");
    await ada.say("Taken back");
    await expect(ben.messages).toHaveCount(3);
  });
  const ids = await Promise.all(
    ["Kept", "Taken back"].map(async (body) => (await ada.findMessage(secret, body)).id),
  );

  await test.step("editing, deleting, reacting and pinning", async () => {
    await (await ada.openActions("Kept")).getByRole("button", { name: "Edit", exact: true }).click();
    const field = ada.page.getByRole("textbox", { name: "Text of the message" });
    await field.fill("Quinces");
    await field.press("Enter");
    await expect(ben.messageOf("Quinces")).toContainText("edited");
    const actions = await ada.openActions("Taken back");
    await actions.getByText("Delete", { exact: true }).click();
    await actions.getByRole("button", { name: "Delete message" }).click();
    await expect(ben.messageOf("This message was deleted.")).toBeVisible();
    await (await ben.openActions("Quinces")).getByRole("button", { name: /^React with 🎉/ }).click();
    await expect(ada.page.getByRole("button", { name: /^🎉, 1/ })).toBeVisible();
    await (await ben.openActions("Quinces")).getByRole("button", { name: "Pin", exact: true }).click();
    await expect(ada.messageOf("Quinces")).toContainText(`Pinned by ${ben.account.displayName}`);
  });

  await test.step("replying in a thread and forwarding within", async () => {
    await ben.open(`/channels/${secret.id}/threads/${ids[0]}`);
    await ben.panel("Thread").getByRole("textbox", { name: "Message" }).fill("Medlars, rather");
    await ben.panel("Thread").getByRole("button", { name: "Send", exact: true }).click();
    await expect(ada.messageOf("Medlars, rather")).toBeVisible();
    await ben.open(`/channels/${secret.id}/messages/${ids[0]}/forward`);
    const form = ben.panel("Forward message");
    await form.getByRole("radio", { name: secret.name }).check();
    await form.getByLabel("Comment").fill("Once more with damsons");
    await form.getByRole("button", { name: "Forward" }).click();
    await expect(ada.messageOf("Once more with damsons")).toContainText("Quinces");
  });

  const words = ["Figs", "Quinces", "Taken back", "Medlars", "damsons", "Hush hush"];
  await test.step("Olga was told nothing of it", async () => {
    await expectUnheard(olga, ada, open, [secret.id, secret.name, ...ids, ...words]);
    expect(olga.told.join("\n")).not.toContain("typing:changed");
  });

  await test.step("she finds it nowhere", async () => {
    const main = olga.page.getByRole("main");
    await olga.composer.pressSequentially("#op");
    await expect(olga.page.getByRole("option", { name: open.name })).toBeVisible();
    await olga.composer.fill("");
    await olga.composer.pressSequentially("#secret");
    await expect(olga.page.getByRole("option")).toHaveCount(0);
    await olga.composer.fill("");
    // Those in the channel she is in, and nobody of another one.
    await olga.composer.pressSequentially(`@${ada.account.username}`);
    await expect(olga.page.getByRole("option", { name: ada.account.username })).toBeVisible();
    await olga.composer.fill("");
    await olga.composer.pressSequentially(`@${ben.account.username}`);
    await expect(olga.page.getByRole("option", { name: ben.account.username })).toHaveCount(0);
    await olga.composer.fill("");

    await olga.open("/search?q=beans");
    await expect(main.getByRole("link", { name: /beans/ })).toHaveCount(1);
    for (const word of words.slice(0, -1)) {
      await olga.open(`/search?${new URLSearchParams({ q: word })}`);
      await expect(olga.page.getByText("No message has these words.")).toBeVisible();
    }
    await olga.open(`/channels/browse?query=${open.name}`);
    await expect(main.getByText(open.name)).toBeVisible();
    await olga.open(`/channels/browse?query=${secret.name}`);
    await expect(olga.page.getByText("No public channel matches this.")).toBeVisible();
    await olga.open("/inbox");
    await expect(olga.page.getByText("Nothing is waiting for you.")).toBeVisible();
    await expect(olga.channelLink(secret.name)).toHaveCount(0);
  });

  await test.step("its addresses and forms are not there for her", async () => {
    olga.allowTrouble(/status of 404/);
    const place = `/channels/${secret.id}`;
    const paths = ["about", "members", "pins", `threads/${ids[0]}`];
    paths.push(...["history", "readers", "forward"].map((name) => `messages/${ids[0]}/${name}`));
    for (const path of paths) {
      const answer = await olga.context.request.get(`${place}/${path}`);
      expect(answer.status(), path).toBe(404);
      const page = await answer.text();
      for (const word of [secret.name, ...words]) expect(page).not.toContain(word);
    }
    const messageId = ids[0] ?? "";
    for (const intent of ["edit", "delete", "react", "pin", "save", "follow", "mark-unread", "remind"]) {
      const form = { intent, messageId, body: "Mine", emoji: "🎉", seq: "1", when: "hour" };
      expect(await olga.tryForm(place, form), intent).toBe(404);
      expect(await olga.tryForm(`/channels/${open.id}`, form), `${intent} from elsewhere`).toBe(404);
    }
    await ada.reload();
    await expect(ada.messageOf("Quinces").first()).toBeVisible();
    await expect(ada.messageOf("Mine")).toHaveCount(0);
  });
  expect(olga.told.join("\n")).not.toContain(secret.id);
});

test("who was removed hears nothing from then on, and what they had open closes", async ({
  ada,
  ben,
  olga,
}) => {
  const open = await ada.createChannel({ name: "open" });
  await olga.join(open);
  const secret = await ada.createChannel({ name: "secret", kind: "private" });
  await ada.add(secret, ben, olga);
  await Promise.all([ada, ben, olga].map((person) => person.open(`/channels/${secret.id}`)));
  await ada.say("Before");
  await expect(olga.messages).toContainText(["Before"]);
  const { id: messageId } = await ada.findMessage(secret, "Before");

  olga.allowTrouble(/status of 404/);
  await ada.post(`/channels/${secret.id}/members`, { intent: "remove", userId: await olga.findId() });
  await expect(ben.timeline).toContainText(`${ada.account.displayName} removed ${olga.account.displayName}`);
  await expect(olga.composer).toHaveCount(0);
  await expect(olga.messages).toHaveCount(0);
  await expect(olga.channelLink(secret.name)).toHaveCount(0);

  await olga.open(`/channels/${open.id}`);
  const from = olga.told.length;
  await ben.composer.pressSequentially("After");
  await expect(ada.page.getByText(`${ben.account.displayName} is typing`)).toBeVisible();
  await ben.say("After");
  await ada.post(`/channels/${secret.id}`, { intent: "react", messageId, emoji: "🎉" });
  await ada.post(`/channels/${secret.id}`, { intent: "edit", messageId, body: "Before that" });
  await expect(ben.messageOf("Before that")).toBeVisible();
  await ada.write(open, "Everybody may know.");
  await expect(olga.messages).toContainText(["Everybody may know."]);
  expect(olga.told.slice(from).join("\n")).not.toContain(secret.id);
  expect((await olga.page.goto(`/channels/${secret.id}`))?.status()).toBe(404);
});

test("a direct conversation is between those in it alone", async ({ ada, ben, olga }) => {
  const open = await ada.createChannel({ name: "open" });
  await olga.join(open);
  await olga.open(`/channels/${open.id}`);
  await ada.open(`/messages/new?query=${ben.account.username}`);
  await ada.page.getByRole("checkbox", { name: ben.account.username }).check();
  await ada.page.getByRole("button", { name: "Start conversation" }).click();
  await expect(ada.heading(ben.account.displayName)).toBeVisible();
  const id = new URL(ada.page.url()).pathname.replace("/channels/", "");
  await ben.open(`/channels/${id}`);
  await ben.composer.pressSequentially("Psst");
  await expect(ada.page.getByText(`${ben.account.displayName} is typing`)).toBeVisible();
  await ben.say("Psst, figs");
  await expect(ada.messageOf("Psst, figs")).toBeVisible();
  await (await ada.openActions("Psst, figs")).getByRole("button", { name: /^React with 🎉/ }).click();
  await expect(ben.page.getByRole("button", { name: /^🎉, 1/ })).toBeVisible();
  await expectUnheard(olga, ada, open, [id, "Psst", "figs"]);
  olga.allowTrouble(/status of 404/);
  expect((await olga.page.goto(`/channels/${id}`))?.status()).toBe(404);
});
