// Files of messages: how they are attached, shown, kept when something fails, and found again.
import sharp from "sharp";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel();
  for (const person of others) await person.join(channel);
  return channel;
}

const paint = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#347" } })
    .png()
    .toBuffer();

const NOTES = { name: "notes on the beds.txt", mimeType: "text/plain", buffer: Buffer.from("Water them.") };

interface Dropped {
  name: string;
  type: string;
  base64: string;
}

/** What a browser tells a page of files that come from elsewhere. */
async function bring(person: Person, events: string[], files: Dropped[]): Promise<void> {
  await person.composer.evaluate(
    (field, { names, list }) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      for (const name of names) {
        const options = { bubbles: true, cancelable: true };
        const event =
          name === "paste"
            ? new ClipboardEvent(name, { ...options, clipboardData: data })
            : new DragEvent(name, { ...options, dataTransfer: data });
        field.dispatchEvent(event);
      }
    },
    { names: events, list: files },
  );
}

async function makePicture(width = 900, height = 600): Promise<Dropped> {
  return { name: "roses.png", type: "image/png", base64: (await paint(width, height)).toString("base64") };
}

test(
  "files go with a message, or alone, and the others see, find and open them",
  { tag: "@nojs" },
  async ({ ada, ben }) => {
    const channel = await share(ada, ben);
    const address = `/channels/${channel.id}`;
    await ada.open(address);
    await ben.open(address);
    const picture = { name: "roses.png", mimeType: "image/png", buffer: await paint(900, 600) };
    await ada.page.getByLabel("Attach files").setInputFiles([picture, NOTES]);
    await ada.say("How it looks today");
    await expect(ada.messages.last()).toContainText("How it looks today");
    await ben.lookAgain();
    const message = ben.messageOf("How it looks today");
    await expect(message.getByRole("img", { name: "roses.png" })).toBeVisible();
    await expect(message.getByRole("link", { name: /notes on the beds.txt.*11 bytes/ })).toBeVisible();

    await ada.page.getByLabel("Attach files").setInputFiles(NOTES);
    await ada.sendButton.click();
    await expect(ada.messages).toHaveCount(2);
    await ben.lookAgain();
    await expect(ben.messages.last()).toContainText("notes on the beds.txt");

    await ben.page.getByRole("link", { name: "Files", exact: true }).click();
    const panel = ben.panel("Files");
    await expect(panel.getByRole("listitem")).toHaveCount(3);
    await expect(panel.getByRole("listitem").first()).toContainText("notes on the beds.txt");
    await panel.getByRole("link", { name: "Show the message with roses.png" }).click();
    await expect(ben.page).toHaveURL(/\?message=\d+/);
    const file = await ben.page.request.get(
      (await ben.messageOf("How it looks today").getByRole("link", { name: /roses/ }).getAttribute("href"))!,
    );
    expect(file.headers()["content-type"]).toBe("image/png");
  },
);

test("a pasted picture has its room before it is there, and opens by keyboard over the page", async ({
  ada,
  ben,
}) => {
  const channel = await share(ada, ben);
  await ada.open(`/channels/${channel.id}`);
  await bring(ada, ["paste"], [await makePicture()]);
  const attached = ada.page.getByRole("list", { name: "Attached files" });
  await expect(attached.getByRole("listitem")).toContainText("roses.png");
  await ada.say("Pasted");
  await expect(attached).toBeHidden();
  await expect(ada.messageOf("Pasted").getByRole("img", { name: "roses.png" })).toBeVisible();

  // The picture comes only when everything else stands.
  const arrival = Promise.withResolvers<void>();
  await ben.page.route("**/files/*/*", async (route) => {
    await arrival.promise;
    await route.continue();
  });
  await ben.open(`/channels/${channel.id}`);
  const image = ben.messageOf("Pasted").getByRole("img", { name: "roses.png" });
  const before = await image.boundingBox();
  expect(before).toMatchObject({ width: 360, height: 240 });
  await ben.page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: false });
  });
  arrival.resolve();
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth))
    .toBe(900);
  expect(await image.boundingBox()).toEqual(before);
  expect(await ben.page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);

  const link = ben.messageOf("Pasted").getByRole("link", { name: "roses.png" });
  await link.press("Enter");
  const viewer = ben.page.getByRole("dialog", { name: "Pictures" });
  await expect(viewer.getByRole("img", { name: "roses.png" })).toBeVisible();
  await ben.page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(link).toBeFocused();
});

test("files that are dropped on the conversation are attached, and can be taken off again", async ({
  ada,
}) => {
  const channel = await share(ada);
  await ada.open(`/channels/${channel.id}`);
  const files = [
    { name: "a.txt", type: "text/plain", base64: btoa("a") },
    { name: "empty.txt", type: "text/plain", base64: "" },
    await makePicture(),
  ];
  await bring(ada, ["dragenter", "dragover"], files);
  await expect(ada.page.getByText("Drop files here to attach them")).toBeVisible();
  await bring(ada, ["drop"], files);
  await expect(ada.page.getByText("Drop files here to attach them")).toBeHidden();
  const attached = ada.page.getByRole("list", { name: "Attached files" }).getByRole("listitem");
  await expect(attached).toContainText(["a.txt", "roses.png"]);
  await expect(ada.page.getByText("empty.txt is empty.")).toBeVisible();
  await ada.page.getByRole("button", { name: "Remove a.txt" }).click();
  await expect(ada.composer).toBeFocused();
  await expect(attached).toContainText(["roses.png"]);
  await ada.page.keyboard.press("Enter");
  await expect(ada.messages.last().getByRole("link")).toHaveText([""]);
  await expect(ada.messages.last().getByRole("img", { name: "roses.png" })).toBeVisible();
  await expect(ada.messages.last()).not.toContainText("a.txt");
});

test("an upload that fails keeps text and file, and one that takes long is waited for", async ({
  ada,
  ben,
}) => {
  const channel = await share(ada, ben);
  ada.allowTrouble(/resources\/files|Failed to load resource/);
  await ada.open(`/channels/${channel.id}`);
  await ben.open(`/channels/${channel.id}`);
  await ada.page.route("**/resources/files", (route) => route.abort("connectionfailed"));
  await ada.page.getByLabel("Attach files").setInputFiles(NOTES);
  const entry = ada.page.getByRole("list", { name: "Attached files" }).getByRole("listitem");
  await expect(entry).toContainText("Parley cannot be reached.");
  await ada.say("With notes");
  await expect(ada.page.getByText("One of the files could not be uploaded.")).toBeVisible();
  await expect(ada.composer).toHaveValue("With notes");

  await ada.page.unroute("**/resources/files");
  const slow = Promise.withResolvers<void>();
  await ada.page.route("**/resources/files", async (route) => {
    await slow.promise;
    await route.continue();
  });
  await entry.getByRole("button", { name: "Try again: notes on the beds.txt" }).click();
  await expect(ada.page.getByRole("progressbar", { name: /Uploading notes/ })).toBeVisible();
  await ada.sendButton.click();
  await expect(ada.page.getByText("The message is sent when its files are uploaded.")).toBeVisible();
  slow.resolve();
  await expect(ben.messages.last()).toContainText("With notes");
  await expect(ben.messages.last()).toContainText("notes on the beds.txt");
  await expect(ada.composer).toHaveValue("");
});

test("a message that is sent before its files are even listed waits for them", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  const part = Promise.withResolvers<void>();
  const isAsked = Promise.withResolvers<void>();
  await ada.context.route("**/assets/attachment-list-*.js", async (route) => {
    isAsked.resolve();
    await part.promise;
    await route.continue();
  });
  await ada.open(`/channels/${channel.id}`);
  await ben.open(`/channels/${channel.id}`);
  await ada.page.getByLabel("Attach files").setInputFiles(NOTES);
  await isAsked.promise;
  await ada.say("With notes");
  // Twin: what comes after it is there, and the message is not.
  await ben.say("Anything new?");
  await expect(ada.messageOf("Anything new?")).toBeVisible();
  await expect(ada.messageOf("With notes")).toHaveCount(0);
  await expect(ada.composer).toHaveValue("With notes");
  part.resolve();
  await expect(ben.messageOf("With notes")).toContainText("notes on the beds.txt");
  await expect(ben.messageOf("With notes")).toHaveCount(1);
  await expect(ada.composer).toHaveValue("");
});
