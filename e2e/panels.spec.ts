import type { Locator } from "@playwright/test";
import type { SessionView } from "#app/shared/account-views.ts";
import type { MessagePage } from "#app/shared/views.ts";
import { expect, test, type Person } from "./fixtures.ts";
import { inspect } from "./inspect.ts";
import type { Channel } from "./person.ts";

const panel = ({ page }: Person, name: string | RegExp): Locator => page.getByRole("region", { name });
const at = ({ id }: Channel, path: string) => `/channels/${id}/${path}`;

async function shareChannel(ada: Person, ...others: Person[]): Promise<Channel> {
  const channel = await ada.createChannel();
  for (const person of others) await person.join(channel);
  return channel;
}

/** The message with this text, as the outside knows it. */
async function findMessage({ account, context }: Person, { id }: Channel, body: string) {
  const { username: login, password } = account;
  const session = await context.request.post("/api/v1/auth/login", { data: { login, password } });
  const headers = { authorization: `Bearer ${((await session.json()) as SessionView).accessToken}` };
  const answer = await context.request.get(`/api/v1/channels/${id}/messages`, { headers });
  const { messages } = (await answer.json()) as MessagePage;
  const message = messages.find((each) => each.body === body);
  if (!message) throw new Error(`There is no message "${body}".`);
  return message;
}

/** Arranges by a form of the channel's page, without the page. */
async function post({ context }: Person, path: string, form: Record<string, string>): Promise<void> {
  const answer = await context.request.post(path, { form, maxRedirects: 0 });
  expect(answer.status(), `${path} takes the form`).toBe(303);
}

test("a thread goes on for all who look at it, and is unread to who does not", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Who waters the beds?");
  const root = await findMessage(ada, channel, "Who waters the beds?");
  const path = at(channel, `threads/${root.id}`);
  await Promise.all([ada.open(path), ben.open(path)]);
  const [hers, his] = [panel(ada, "Thread"), panel(ben, "Thread")];
  await expect(his.getByText("No replies yet.")).toBeVisible();
  await his.getByRole("textbox", { name: "Message" }).fill("I do, on Monday");
  await his.getByRole("button", { name: "Send", exact: true }).click();
  for (const thread of [hers, his])
    await expect(thread.getByRole("log", { name: "Replies" }).getByRole("article")).toContainText([
      "I do, on Monday",
    ]);
  await expect(his.getByRole("button", { name: "Unfollow" })).toBeVisible();

  // Away from it, the next reply waits in the inbox.
  await ada.page.goto("about:blank");
  await his.getByRole("textbox", { name: "Message" }).fill("And on Tuesday");
  await his.getByRole("button", { name: "Send", exact: true }).click();
  await expect(his.getByRole("article").last()).toContainText("And on Tuesday");
  await ada.open("/channels/browse");
  await expect(ada.sidebar.getByRole("link", { name: /^Inbox.*1/ })).toBeVisible();
  await ada.open(path);
  await expect(hers.getByText("New", { exact: true })).toBeVisible();
  await expect(hers.getByRole("article").last()).toContainText("And on Tuesday");
  await expect(ada.sidebar.getByRole("link", { name: "Inbox", exact: true })).toBeVisible();
  await hers.getByRole("button", { name: "Unfollow" }).click();
  await expect(hers.getByRole("button", { name: "Follow", exact: true })).toBeVisible();
});

test("a panel takes the focus, Escape closes it and gives it back", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.open(`/channels/${channel.id}`);
  const link = ada.page.getByRole("link", { name: "About" });
  await link.click();
  const heading = panel(ada, "About").getByRole("heading", { name: "About", level: 2 });
  await expect(heading).toBeFocused();
  await ada.page.keyboard.press("Escape");
  await expect(ada.page).toHaveURL(`/channels/${channel.id}`);
  await expect(heading).toHaveCount(0);
  await expect(link).toBeFocused();
});

test("a reply is written in a thread", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Seeds or seedlings?");
  const root = await findMessage(ada, channel, "Seeds or seedlings?");
  await ben.open(at(channel, `threads/${root.id}`));
  await panel(ben, "Thread").getByRole("textbox", { name: "Message" }).fill("Seedlings");
  await panel(ben, "Thread").getByRole("button", { name: "Send", exact: true }).click();
  await expect(panel(ben, "Thread").getByRole("article")).toContainText(["Seeds or seedlings?", "Seedlings"]);
  await expect(panel(ben, "Thread").getByText("1 reply")).toBeVisible();
});

test("members are found, added, given a role and removed", { tag: "@nojs" }, async ({ ada, ben, olga }) => {
  const channel = await shareChannel(ada, ben);
  await ada.open(at(channel, "members"));
  const members = panel(ada, "Members");
  const list = members.getByRole("list", { name: "Members" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await members.getByRole("searchbox", { name: "Search members" }).fill(ben.account.username);
  await members.getByRole("button", { name: "Find" }).first().click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText(ben.account.displayName);

  await ada.open(at(channel, "members"));
  await members.getByText("Add people").click();
  await members.getByRole("searchbox", { name: "Find people to add" }).fill(olga.account.username);
  await members.getByRole("button", { name: "Find" }).last().click();
  await members.getByRole("checkbox", { name: new RegExp(olga.account.username) }).check();
  await members.getByRole("button", { name: "Add", exact: true }).click();
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await olga.open(`/channels/${channel.id}`);
  await expect(olga.composer).toBeVisible();

  const entry = list.getByRole("listitem").filter({ hasText: olga.account.username });
  await entry.getByText("Manage").click();
  await entry.getByLabel("Role").selectOption("moderator");
  await entry.getByRole("button", { name: "Save role" }).click();
  await expect(entry).toContainText("Moderator");
  if (!(await entry.getByRole("button", { name: "Remove" }).isVisible()))
    await entry.getByText("Manage").click();
  await entry.getByRole("button", { name: "Remove" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(2);
});

test("pins are listed, lead to their message and are taken off", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Gate code is on the board.", "Bring gloves.");
  for (const body of ["Gate code is on the board.", "Bring gloves."]) {
    const { id: messageId } = await findMessage(ada, channel, body);
    await post(ada, `/channels/${channel.id}`, { intent: "pin", messageId });
  }
  await ben.open(at(channel, "pins"));
  const list = panel(ben, "Pinned messages").getByRole("listitem");
  await expect(list).toContainText(["Bring gloves.", "Gate code is on the board."]);
  await list
    .first()
    .getByRole("button", { name: /^Unpin/ })
    .click();
  await expect(list).toContainText(["Gate code is on the board."]);
  await expect(list).toHaveCount(1);
  await list.first().getByRole("link").click();
  await expect(ben.page).toHaveURL(/\?message=\d+$/);
});

test("what others pin shows in the open list", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Gate code is on the board.");
  await ben.open(at(channel, "pins"));
  const list = panel(ben, "Pinned messages").getByRole("listitem");
  await expect(panel(ben, "Pinned messages").getByText("Nothing is pinned here yet.")).toBeVisible();
  const { id: messageId } = await findMessage(ada, channel, "Gate code is on the board.");
  await post(ada, `/channels/${channel.id}`, { intent: "pin", messageId });
  await expect(list).toContainText(["Gate code is on the board."]);
  await post(ada, `/channels/${channel.id}`, { intent: "unpin", messageId });
  await expect(list).toHaveCount(0);
});

test("a channel gets another name and topic", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  const name = `${channel.name}-new`;
  await ben.open(`/channels/${channel.id}`);
  await ada.open(at(channel, "about"));
  await panel(ada, "About").getByLabel("Name").fill(name);
  await panel(ada, "About").getByLabel("Topic").fill("Beds and bees");
  await panel(ada, "About").getByRole("button", { name: "Save changes" }).click();
  await expect(ada.heading(name)).toBeVisible();
  await ben.lookAgain();
  await expect(ben.heading(name)).toBeVisible();
});

test("read-only and archived close the composer of those who look", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ben.open(`/channels/${channel.id}`);
  await expect(ben.composer).toBeVisible();
  await ada.open(at(channel, "about"));
  await panel(ada, "About").getByRole("button", { name: "Make read-only" }).click();
  await expect(ben.composer).toHaveCount(0);
  await panel(ada, "About").getByRole("button", { name: "Let everybody write" }).click();
  await expect(ben.composer).toBeVisible();
  await panel(ada, "About").getByRole("button", { name: "Archive channel" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Archive channel" }).click();
  await expect(ben.composer).toHaveCount(0);
  await expect(panel(ada, "About").getByRole("button", { name: "Bring back" })).toBeVisible();
});

test(
  "a link lets somebody into a private channel, until it is revoked",
  { tag: "@nojs" },
  async ({ ada, ben, olga }) => {
    const channel = await ada.createChannel({ kind: "private" });
    await ada.open(at(channel, "about"));
    const about = panel(ada, "About");
    await about.getByRole("button", { name: "Make link" }).click();
    const { pathname } = new URL(await about.getByLabel("Address").inputValue());
    await ben.page.goto(pathname);
    await expect(ben.page.getByRole("main")).toContainText(channel.name);
    await ben.page.getByRole("button", { name: "Join channel" }).click();
    await expect(ben.heading(channel.name)).toBeVisible();
    await about.getByRole("button", { name: "Revoke link" }).click();
    await ada.page.getByRole("dialog").getByRole("button", { name: "Revoke link" }).click();
    await expect(about.getByRole("button", { name: "Make link" })).toBeVisible();
    olga.allowTrouble(/status of 404/);
    await olga.page.goto(pathname);
    await expect(olga.page.getByText("This link does not open anything.")).toBeVisible();
  },
);

test("a message is forwarded with a comment", { tag: "@nojs" }, async ({ ada, ben }) => {
  const [from, to] = [await shareChannel(ada, ben), await shareChannel(ada, ben)];
  await ada.write(from, "The bees are back.");
  const { id } = await findMessage(ada, from, "The bees are back.");
  await ben.open(at(from, `messages/${id}/forward`));
  const form = panel(ben, "Forward message");
  await form.getByRole("radio", { name: to.name }).check();
  await form.getByLabel("Comment").fill("Good news");
  await form.getByRole("button", { name: "Forward" }).click();
  await expect(ben.page).toHaveURL(`/channels/${to.id}`);
  await expect(ben.messages.last()).toContainText("Good news");
  await expect(ben.messages.last()).toContainText("The bees are back.");
});

test("who is named finds it in the inbox, at once", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ben.open("/inbox");
  await expect(ben.page.getByText("Nothing is waiting for you.")).toBeVisible();
  await ada.write(channel, `The keys are with @${ben.account.username}`);
  const entry = ben.page.getByRole("list", { name: "Inbox" }).getByRole("listitem");
  await expect(entry).toContainText(["The keys are with"]);
  await expect(entry.first()).toContainText("New");
  await entry.first().getByRole("link", { name: "Go to message" }).click();
  await expect(ben.messages.last()).toContainText("The keys are with");
});

test("saved messages are kept in one place", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Sow in April.");
  const { id: messageId } = await findMessage(ada, channel, "Sow in April.");
  await post(ben, `/channels/${channel.id}`, { intent: "save", messageId });
  await ben.open("/saved");
  const list = ben.page.getByRole("list", { name: "Saved messages" }).getByRole("listitem");
  await expect(list).toContainText(["Sow in April."]);
  await expect(list).toContainText([channel.name]);
  await list.getByRole("button", { name: /^Remove/ }).click();
  await expect(ben.page.getByText("You have saved nothing yet.")).toBeVisible();
});

test("a scheduled message is changed and sent at once", { tag: "@nojs" }, async ({ ada }) => {
  const channel = await ada.createChannel();
  const sendAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  const clientId = crypto.randomUUID();
  await post(ada, "/scheduled", {
    intent: "schedule",
    channelId: channel.id,
    clientId,
    body: "Morning",
    sendAt,
  });
  await ada.open("/scheduled");
  const entry = ada.page.getByRole("list", { name: "Messages", exact: true }).getByRole("listitem");
  await entry.getByText("Edit", { exact: true }).click();
  await entry.getByLabel("Message", { exact: true }).fill("Good morning");
  await entry.getByRole("button", { name: "Save" }).click();
  await expect(entry).toContainText("Good morning");
  await entry.getByRole("button", { name: "Send now" }).click();
  await expect(ada.page.getByText("No message is waiting to be sent.")).toBeVisible();
  await ada.open(`/channels/${channel.id}`);
  await expect(ada.messages).toContainText(["Good morning"]);
});

/** A channel with something in each panel, and in each of Ada's lists. */
async function arrange(ada: Person, ben: Person): Promise<{ channel: Channel; messageId: string }> {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Who waters the beds?");
  const { id: messageId } = await findMessage(ada, channel, "Who waters the beds?");
  await post(ada, at(channel, "about"), { intent: "make-link" });
  await post(ben, `/channels/${channel.id}`, { intent: "pin", messageId });
  await post(ada, `/channels/${channel.id}`, { intent: "save", messageId });
  await ben.write(channel, `For @${ada.account.username}`);
  return { channel, messageId };
}

async function inspectEach(person: Person, paths: string[]): Promise<void> {
  test.slow();
  for (const path of paths) {
    await test.step(path, async () => {
      await person.open(path);
      await inspect(person.page);
    });
  }
}

test("panels about a channel can be read by everybody", async ({ ada, ben }) => {
  const { channel, messageId } = await arrange(ada, ben);
  const names = ["about", "members?find=", "pins", `threads/${messageId}`];
  await inspectEach(
    ada,
    names.map((name) => at(channel, name)),
  );
});

test("panels about a message can be read by everybody", async ({ ada, ben }) => {
  const { channel, messageId } = await arrange(ada, ben);
  const names = ["history", "readers", "forward"];
  await inspectEach(
    ada,
    names.map((name) => at(channel, `messages/${messageId}/${name}`)),
  );
});

test("lists of one's own can be read by everybody", async ({ ada, ben }) => {
  await arrange(ada, ben);
  await inspectEach(ada, ["/inbox", "/saved", "/scheduled", "/channels/browse?archived=1"]);
});
