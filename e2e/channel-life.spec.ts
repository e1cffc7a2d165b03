// What becomes of a conversation: how it is called, who keeps order in it, its end and its return.
import type { UserView } from "#app/shared/views.ts";
import { ApiClient } from "./api-client.ts";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

const about = (channel: Channel) => `/channels/${channel.id}/about`;
const members = (channel: Channel) => `/channels/${channel.id}/members`;

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

/** Somebody outside, on a page of another channel. */
async function placeOutside(olga: Person, host: Person): Promise<Channel> {
  const open = await host.createChannel({ name: "open" });
  await olga.join(open);
  await olga.open(`/channels/${open.id}`);
  return open;
}

/** Olga hears what is written where she is, and until then heard nothing of the other conversation. */
async function expectUnheard(olga: Person, host: Person, open: Channel, id: string): Promise<void> {
  await host.write(open, "Everybody may know.");
  await expect(olga.messages).toContainText(["Everybody may know."]);
  expect(olga.told.join("\n")).toContain(open.id);
  expect(olga.told.join("\n")).not.toContain(id);
}

async function confirm({ page }: Person, name: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name }).click();
}

test("what happens to a channel is told to those in it, at once", async ({ ada, ben, cleo, olga }) => {
  const channel = await share(ada, ben);
  const open = await placeOutside(olga, ada);
  await Promise.all([ben.open(`/channels/${channel.id}`), ada.open(about(channel))]);
  const name = `${channel.name}-new`;
  const who = ada.account.displayName;
  const panel = ada.panel("About");

  await panel.getByLabel("Name").fill(name);
  await panel.getByRole("button", { name: "Save changes" }).click();
  await expect(ben.timeline).toContainText(`${who} renamed the channel from ${channel.name} to ${name}`);
  await expect(ben.heading(name)).toBeVisible();
  await expect(ben.channelLink(name)).toBeVisible();
  await panel.getByLabel("Topic").fill("Beds and bees");
  await panel.getByRole("button", { name: "Save changes" }).click();
  await expect(ben.timeline).toContainText(`${who} set the topic to Beds and bees`);
  await expect(ben.page.getByText("Beds and bees", { exact: true }).first()).toBeVisible();
  await panel.getByLabel("Topic").fill("");
  await panel.getByRole("button", { name: "Save changes" }).click();
  await expect(ben.timeline).toContainText(`${who} removed the topic`);

  await ada.add(channel, cleo);
  await expect(ben.timeline).toContainText(`${who} added ${cleo.account.displayName}`);
  await expect(ben.page.getByRole("link", { name: "3 members" })).toBeVisible();
  await cleo.leave(channel);
  await expect(ben.timeline).toContainText(`${cleo.account.displayName} left`);
  await expect(ben.page.getByRole("link", { name: "2 members" })).toBeVisible();
  await panel.getByRole("button", { name: "Make read-only" }).click();
  await expect(ben.timeline).toContainText(`${who} made the channel read-only`);
  await panel.getByRole("button", { name: "Let everybody write" }).click();
  await expect(ben.timeline).toContainText(`${who} let everybody write again`);

  // None of it is a message that waits to be read, and all of it is there for who comes later.
  await ben.open("/channels/browse");
  await expect(ben.channelLink(name)).not.toHaveAccessibleName(/unread/);
  await ben.open(`/channels/${channel.id}`);
  await expect(ben.timeline).toContainText(`${who} added ${cleo.account.displayName}`);
  await expect(ben.messages).toHaveCount(0);
  await expectUnheard(olga, ada, open, channel.id);
});

test(
  "a channel is described by who keeps order, for all its members",
  { tag: "@nojs" },
  async ({ ada, ben, olga }) => {
    const channel = await share(ada, ben);
    await ben.open(about(channel));
    await ada.open(about(channel));
    await ada.panel("About").getByLabel("Description").fill("Who waters what.\nAnd when.");
    await ada.panel("About").getByRole("button", { name: "Save changes" }).click();
    await expect(ada.panel("About").getByLabel("Description")).toHaveValue("Who waters what.\nAnd when.");
    await ben.lookAgain();
    await expect(ben.panel("About")).toContainText("Who waters what.");
    await expect(ben.timeline).toContainText(`${ada.account.displayName} changed the description`);
    await expect(ben.panel("About").getByRole("button", { name: "Save changes" })).toHaveCount(0);
    expect(await ben.tryForm(about(channel), { intent: "update", description: "Mine" })).toBe(403);
    expect(await olga.tryForm(about(channel), { intent: "update", description: "Mine" })).toBe(404);
    await ben.reload();
    await expect(ben.panel("About")).toContainText("Who waters what.");
  },
);

test("ownership is handed over, and what comes with it", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ben.open(about(channel));
  await expect(ben.panel("About").getByRole("button", { name: "Archive channel" })).toHaveCount(0);
  expect(await ben.tryForm(members(channel), { intent: "hand-over", userId: await ada.findId() })).toBe(403);

  await ada.open(members(channel));
  const list = ada.panel("Members").getByRole("list", { name: "Members" });
  const entry = list.getByRole("listitem").filter({ hasText: ben.account.username });
  await entry.getByText("Manage").click();
  await entry.getByRole("button", { name: "Hand over ownership" }).click();
  await expect(ada.page.getByRole("dialog")).toContainText("They become an owner, and you a plain member.");
  await confirm(ada, "Hand over ownership");
  await expect(entry).toContainText("Owner");
  await expect(list.getByText("Manage")).toHaveCount(0);

  await ben.lookAgain();
  await expect(ben.panel("About").getByRole("button", { name: "Archive channel" })).toBeVisible();
  await expect(ben.timeline).toContainText(
    `${ada.account.displayName} made ${ben.account.displayName} an owner`,
  );
  await ada.open(about(channel));
  await expect(ada.panel("About").getByRole("button", { name: "Archive channel" })).toHaveCount(0);
  await ada.panel("About").getByRole("button", { name: "Leave channel" }).click();
  await confirm(ada, "Leave channel");
  await expect(ada.page).toHaveURL("/channels/browse");
  await expect(ada.channelLink(channel.name)).toHaveCount(0);
});

test(
  "an archived channel is read and not written in, until it is brought back",
  { tag: "@nojs" },
  async ({ ada, ben, olga, javaScriptEnabled }) => {
    const channel = await share(ada, ben);
    const open = await placeOutside(olga, ada);
    await ada.write(channel, "The season is over.");
    await ben.open(`/channels/${channel.id}`);
    await ada.open(about(channel));
    await ada.panel("About").getByRole("button", { name: "Archive channel" }).click();
    await confirm(ada, "Archive channel");
    await expect(ada.page.getByText("Bring it back")).toBeVisible();

    await ben.lookAgain();
    await expect(ben.composer).toHaveCount(0);
    await expect(ben.page.getByRole("main")).toContainText(
      "This channel is archived. Nobody can write in it.",
    );
    await expect(ben.page.getByText("Bring it back")).toHaveCount(0);
    await expect(ben.messages).toContainText(["The season is over."]);
    await expect(ben.timeline).toContainText(`${ada.account.displayName} archived the channel`);
    await ben.open("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveCount(0);
    await ben.open(`/channels/${channel.id}`);
    await expect(ben.messages).toContainText(["The season is over."]);
    const message = { intent: "send", clientId: crypto.randomUUID(), body: "Is it?" };
    for (const person of [ada, ben])
      expect(await person.tryForm(`/channels/${channel.id}`, message)).toBe(410);
    expect(await ben.tryForm(about(channel), { intent: "unarchive" })).toBe(403);

    const { loads } = ben;
    await ada.open("/channels/browse");
    await ada.page.getByRole("link", { name: "Show archived channels of mine" }).click();
    await ada.page.getByRole("main").getByRole("link", { name: channel.name }).click();
    await expect(ada.heading(channel.name)).toBeVisible();
    await ada.page.getByRole("link", { name: "Bring it back" }).click();
    await ada.panel("About").getByRole("button", { name: "Bring back" }).click();
    await confirm(ada, "Bring back");
    await expect(ada.composer).toBeVisible();
    await ben.lookAgain();
    await expect(ben.composer).toBeVisible();
    await expect(ben.channelLink(channel.name)).toBeVisible();
    await ben.say("It is not.");
    await expect(ben.messages).toContainText(["The season is over.", "It is not."]);
    await ada.lookAgain();
    await expect(ada.messages).toContainText(["It is not."]);
    expect(javaScriptEnabled ? ben.loads : loads).toBe(loads);
    await olga.lookAgain();
    if (javaScriptEnabled) await expectUnheard(olga, ada, open, channel.id);
  },
);

test(
  "in a read-only channel those who keep order write, and members read",
  { tag: "@nojs" },
  async ({ ada, ben, cleo, javaScriptEnabled }) => {
    const channel = await share(ada, ben, cleo);
    await ada.setRole(channel, ben, "moderator");
    await Promise.all([ben.open(`/channels/${channel.id}`), cleo.open(`/channels/${channel.id}`)]);
    await cleo.composer.fill("Half a sen");
    await ada.open(about(channel));
    await ada.panel("About").getByRole("button", { name: "Make read-only" }).click();
    await expect(ada.panel("About").getByRole("button", { name: "Let everybody write" })).toBeVisible();

    await cleo.lookAgain();
    await expect(cleo.composer).toHaveCount(0);
    await expect(cleo.page.getByText("Only owners and moderators write here.")).toBeVisible();
    await ben.lookAgain();
    await ben.say("The gate is shut on Monday.");
    await cleo.lookAgain();
    await expect(cleo.messages).toContainText(["The gate is shut on Monday."]);
    const message = { intent: "send", clientId: crypto.randomUUID(), body: "But why?" };
    expect(await cleo.tryForm(`/channels/${channel.id}`, message)).toBe(403);

    await ada.setRole(channel, cleo, "moderator");
    await cleo.lookAgain();
    await expect(cleo.composer).toBeVisible();
    // What was being typed waits where one types on: without a script it was only in the page.
    await expect(cleo.composer).toHaveValue(javaScriptEnabled ? "Half a sen" : "");
    await cleo.say("On Tuesday, too.");
    await ada.setRole(channel, ben, "member");
    await ben.lookAgain();
    await expect(ben.messages).toContainText(["The gate is shut on Monday.", "On Tuesday, too."]);
    await expect(ben.composer).toHaveCount(0);
  },
);

test("nine people talk in one direct conversation, and a tenth is too many", async ({
  ada,
  ben,
  cleo,
  olga,
  baseURL,
}) => {
  const open = await placeOutside(olga, ada);
  const clients = Array.from({ length: 6 }, () => new ApiClient(baseURL ?? "", "cleo"));
  for (const client of clients) await client.signUp();
  const idOf = async (username: string) => {
    const users = await ada.ask<UserView[]>(`/users?query=${username}`);
    return users.find((user) => user.username === username)?.id ?? "";
  };
  const ids = await Promise.all([ben, cleo, ...clients].map(({ account }) => idOf(account.username)));
  const picked = ids.map((id): [string, string] => ["userIds", id]);
  await ben.open("/channels/browse");

  await test.step("nine others are refused, and eight stay picked", async () => {
    ada.allowTrouble(/status of 422/);
    await ada.open(`/messages/new?${new URLSearchParams([...picked, ["query", olga.account.username]])}`);
    await expect(ada.page.getByRole("checkbox", { checked: true })).toHaveCount(8);
    await ada.page.getByRole("checkbox", { name: olga.account.username }).check();
    await ada.page.getByRole("button", { name: "Start conversation" }).click();
    await expect(
      ada.page.getByRole("group", { name: "Who do you want to write to?" }),
    ).toHaveAccessibleDescription(/8/);
    await expect(ada.page).toHaveURL(/\/messages\/new/);
    await ada.page.getByRole("checkbox", { name: olga.account.username }).uncheck();
    await ada.page.getByRole("button", { name: "Start conversation" }).click();
    await expect(ada.page).toHaveURL(/\/channels\//);
  });

  const id = new URL(ada.page.url()).pathname.replace("/channels/", "");
  await ada.say("All nine of us.");
  await expect(ada.messages).toContainText(["All nine of us."]);
  await expect(ben.channelLink(ada.account.displayName)).toHaveAccessibleName(/1 unread message$/);
  await ben.channelLink(ada.account.displayName).click();
  await ben.say("I am here.");
  await expect(ada.messages).toContainText(["All nine of us.", "I am here."]);
  for (const client of clients) {
    const bodies = (await client.readAll(id)).map(({ body }) => body);
    expect(bodies).toEqual(["All nine of us.", "I am here."]);
  }

  // The same nine find the same conversation again, and who takes one of them away another.
  const others = [await ada.findId(), ...ids.slice(1)];
  const search = (userIds: string[]) => new URLSearchParams(userIds.map((each) => ["userIds", each]));
  await cleo.open(`/channels/${id}`);
  await expect(cleo.messages).toHaveCount(2);
  for (const [userIds, isSame] of [
    [others, true],
    [others.slice(0, -1), false],
  ] as const) {
    await ben.open(`/messages/new?${search(userIds)}`);
    await ben.page.getByRole("button", { name: "Start conversation" }).click();
    await expect(ben.page).toHaveURL(/\/channels\/[^/]+$/);
    expect(ben.page.url().endsWith(id)).toBe(isSame);
  }
  await expectUnheard(olga, ada, open, id);
});

test(
  "a hidden direct conversation comes back with the next message",
  { tag: "@nojs" },
  async ({ ada, ben }) => {
    await ada.open(`/messages/new?query=${ben.account.username}`);
    await ada.page.getByRole("checkbox", { name: ben.account.username }).check();
    await ada.page.getByRole("button", { name: "Start conversation" }).click();
    await expect(ada.heading(ben.account.displayName)).toBeVisible();
    const id = new URL(ada.page.url()).pathname.replace("/channels/", "");
    const channel = { id, name: ben.account.displayName };
    await ada.write(channel, "See you.");
    await ben.open("/channels/browse");
    await ada.open(about(channel));
    await ada.page.getByRole("button", { name: "Hide", exact: true }).click();
    await expect(ada.page.getByRole("button", { name: "Show in the list" })).toBeVisible();
    await ada.open("/channels/browse");
    await expect(ada.channelLink(ben.account.displayName)).toHaveCount(0);
    await expect(ben.channelLink(ada.account.displayName)).toBeVisible();

    await ben.write(channel, "One more thing.");
    await ada.lookAgain();
    await expect(ada.channelLink(ben.account.displayName)).toHaveAccessibleName(/1 unread message/);
    await ada.channelLink(ben.account.displayName).click();
    await expect(ada.messages).toContainText(["See you.", "One more thing."]);
    await ada.open("/channels/browse");
    await expect(ada.channelLink(ben.account.displayName)).toBeVisible();
  },
);
